package org.liege.decree;

import java.util.ArrayList;
import java.util.List;

/**
 * One ini file as uWSGI's {@code core/ini.c} takes it apart: magic variables first, then lines, then keys of the
 * section that was asked for. A header's last character is dropped whatever it is; a key without {@code =} has an empty
 * value; C's strings end at a NUL. Raw text.
 */
final class UwsgiIni {
    private final String file;
    private final String asked;
    private final List<IniEntry> entries = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private String section = "";
    private int number = 1;

    private UwsgiIni(String file, String asked) {
        this.file = file;
        this.asked = asked;
    }

    /**
     * The keys of one section, however often it stands there.
     *
     * @param file for messages
     * @throws BadValue when uWSGI would read beyond the text's end
     */
    static List<IniEntry> read(String file, String text, String asked, MagicVariables magic) throws BadValue {
        if (text.replace("%%", "").endsWith("%")) {
            throw new BadValue("ends with '%', behind which uWSGI reads on beyond the end; end the file with a newline");
        }
        UwsgiIni ini = new UwsgiIni(file, asked);
        int[] counted = {0, 1};
        magic.substitute(text, (piece, from) -> {
            for (int i = counted[0]; i < from; i++) {
                counted[1] += text.charAt(i) == '\n' ? 1 : 0;
            }
            counted[0] = Math.max(counted[0], from);
            ini.take(piece, counted[1]);
        });
        ini.endLine();
        return ini.entries;
    }

    private void take(String piece, int at) {
        for (int i = 0; i < piece.length(); i++) {
            if (line.length() == 0) {
                number = at;
            }
            if (piece.charAt(i) == '\n') {
                endLine();
            } else {
                line.append(piece.charAt(i));
            }
        }
    }

    private void endLine() {
        String text = strip(RawText.untilNul(line.toString()));
        line.setLength(0);
        if (text.startsWith("[")) {
            section = text.length() == 1 ? "" : text.substring(1, text.length() - 1);
        } else if (section.equals(asked) && !text.isEmpty() && !text.startsWith(";") && !text.startsWith("#")) {
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : strip(text.substring(0, equals));
            String value = equals < 0 ? "" : strip(text.substring(equals + 1));
            entries.add(new IniEntry(file, number, section, key, value));
        }
    }

    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
