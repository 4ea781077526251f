package org.liege.decree;

import java.util.HashMap;
import java.util.Map;

/**
 * uWSGI's magic variables ({@code %n}, {@code %d} ...; {@code core/uwsgi.c}, config_magic_table_fill). They are put
 * into the text of a file before it is taken apart into lines, as bytes: a {@code %} at the end of a line swallows the
 * line's end, and an unknown letter vanishes. Raw text.
 */
final class MagicVariables {
    private static final String OF_MAIN_FILE = "odspcenxij";
    private final Map<Character, String> table = new HashMap<>();
    private boolean mainFileKnown;

    MagicVariables(UwsgiWorld world) {
        table.put('%', "%");
        table.put('(', "%(");
        table.put('[', "\u001B");
        table.put('v', RawText.of(world.workingDirectory().toString()));
        table.put('h', RawText.of(world.hostName()));
        table.put('k', Integer.toString(world.processors()));
        table.put('u', Integer.toString(world.uid()));
        table.put('U', RawText.of(world.userName()));
        table.put('g', Integer.toString(world.gid()));
        table.put('G', world.groupName().map(RawText::of).orElse(RawText.unknown()));
        for (char letter : new char[] {'t', 'T', 'V', 'b'}) {
            table.put(letter, RawText.unknown());
        }
    }

    /** What stands for a letter; empty for one without a meaning. */
    private String get(char letter) {
        return table.getOrDefault(letter, "");
    }

    /**
     * Puts in what belongs to a file.
     *
     * @param written as the option named it, with its {@code :section}
     * @param file absolute
     * @param inode of the file itself, links not followed
     */
    void fill(String written, String file, long inode) {
        table.put('p', file);
        table.put('j', hash(file));
        table.put('i', Integer.toString((int) inode));
        String name = file.substring(file.lastIndexOf('/') + 1);
        String directory = file.substring(0, file.length() - name.length());
        String bare = directory.substring(0, directory.length() - 1);
        table.put('s', name);
        table.put('d', directory);
        table.put('c', bare.substring(bare.lastIndexOf('/') + 1));
        int dot = name.lastIndexOf('.');
        table.put('e', dot < 0 ? "" : name.substring(dot + 1));
        table.put('n', dot < 0 ? name : name.substring(0, dot));
        fillParts(bare);
        fillSection(written);
    }

    private void fillParts(String directory) {
        for (char digit = '0'; digit <= '9'; digit++) {
            table.put(digit, "");
        }
        char digit = '0';
        for (String part : directory.split("/")) {
            if (!part.isEmpty() && digit <= '9') {
                table.put(digit++, part);
            }
        }
    }

    /** For a further section of the file read last: everything else stays. */
    void fillSection(String written) {
        table.put('o', written);
        int colon = written.lastIndexOf(':');
        table.put('x', colon < 0 ? "" : written.substring(colon + 1));
    }

    /** The capital letters are those of the file on the command line. */
    void keepAsMainFile() {
        if (!mainFileKnown) {
            mainFileKnown = true;
            for (char letter : OF_MAIN_FILE.toCharArray()) {
                table.put(Character.toUpperCase(letter), get(letter));
            }
        }
    }

    /** djb33x of the bytes, which are signed here, shown as hexadecimal in the order of memory. */
    private static String hash(String raw) {
        int hash = 5381;
        for (int i = 0; i < raw.length(); i++) {
            hash = ((hash << 5) + hash) ^ (byte) raw.charAt(i);
        }
        return String.format("%08X", Integer.reverseBytes(hash));
    }

    /** Receives the text piece by piece. */
    interface Sink {
        /** @param from where in the text it stood */
        void take(String piece, int from);
    }

    void substitute(String text, Sink out) {
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '%' && at + 1 < text.length()) {
                out.take(get(text.charAt(at + 1)), at);
                at += 2;
            } else {
                out.take(text.substring(at, at + 1), at);
                at++;
            }
        }
    }
}
