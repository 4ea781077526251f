package org.liege.decree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads INI as uWSGI's {@code core/ini.c} does: blanks, tabs and carriage returns around lines, keys and values are
 * dropped; {@code ;} and {@code #} start a comment only at the start of a line, so text after a value belongs to it;
 * there are no continuation lines and no quotes; a key may repeat; a key without {@code =} has an empty value. Beyond
 * uWSGI: a byte order mark is skipped, and what uWSGI lets pass (NUL, bad UTF-8, a header without {@code ]}, a key
 * before any section) is a fault. Never throws for bad input.
 */
final class IniReader {
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final String file;
    private final FaultList faults = new FaultList();
    private final List<IniEntry> headers = new ArrayList<>();
    private final List<IniEntry> entries = new ArrayList<>();
    private String section = "";
    private boolean skipping;
    private final String only;

    private IniReader(String file, String only) {
        this.file = file;
        this.only = only;
    }

    static IniText read(String file, byte[] content) {
        return read(file, content, null);
    }

    /**
     * Reads one section of a file whose other sections are somebody else's, so that nothing in them is a fault.
     *
     * @param only its name; null for all sections
     */
    static IniText read(String file, byte[] content, String only) {
        IniReader reader = new IniReader(file, only);
        reader.readAll(content);
        return new IniText(reader.headers, reader.entries, reader.faults.list());
    }

    private void readAll(byte[] content) {
        if (content.length > Limits.FILE_BYTES) {
            faults.add(file, 0, "the file is larger than " + Limits.FILE_BYTES + " bytes");
            return;
        }
        int start = startsWithMark(content) ? 3 : 0;
        int line = 0;
        while (start < content.length) {
            line++;
            if (line > Limits.LINES) {
                faults.add(file, line, "more than " + Limits.LINES + " lines");
                return;
            }
            int end = lineEnd(content, start);
            readLine(line, content, start, end);
            start = end + 1;
        }
    }

    private static boolean startsWithMark(byte[] content) {
        return content.length >= 3
                && content[0] == (byte) 0xEF && content[1] == (byte) 0xBB && content[2] == (byte) 0xBF;
    }

    private static int lineEnd(byte[] content, int start) {
        int end = start;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        return end;
    }

    private void readLine(int line, byte[] content, int start, int end) {
        if (end - start > Limits.LINE_BYTES) {
            complain(line, "the line is longer than " + Limits.LINE_BYTES + " bytes");
            return;
        }
        String text;
        try {
            text = utf8.decode(ByteBuffer.wrap(content, start, end - start)).toString();
        } catch (CharacterCodingException e) {
            complain(line, "the line is not UTF-8");
            return;
        }
        if (text.indexOf('\0') >= 0) {
            complain(line, "the line holds a NUL byte");
            return;
        }
        take(line, strip(text));
    }

    private void complain(int line, String message) {
        if (only == null || section.equals(only)) {
            faults.add(file, line, message);
        }
    }

    private void take(int line, String text) {
        if (text.isEmpty() || text.charAt(0) == ';' || text.charAt(0) == '#') {
            return;
        }
        if (text.charAt(0) == '[') {
            takeHeader(line, text);
        } else if (!skipping) {
            takeEntry(line, text);
        }
    }

    private void takeHeader(int line, String text) {
        // The keys under a header that cannot be read would only add faults that mislead.
        skipping = !text.endsWith("]");
        if (skipping && only != null && !text.startsWith("[" + only)) {
            section = text;
            skipping = false;
            return;
        }
        if (skipping) {
            faults.add(file, line, "the section header " + Quoted.text(text) + " does not end with ']'");
            return;
        }
        section = text.substring(1, text.length() - 1);
        headers.add(new IniEntry(file, line, section, "", ""));
    }

    private void takeEntry(int line, String text) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? text : strip(text.substring(0, equals));
        String value = equals < 0 ? "" : strip(text.substring(equals + 1));
        if (only != null && !section.equals(only)) {
            return;
        }
        if (key.isEmpty()) {
            faults.add(file, line, "the line has no key before '='");
        } else if (headers.isEmpty()) {
            faults.add(file, line, "key " + Quoted.text(key) + " stands before any section header");
        } else {
            entries.add(new IniEntry(file, line, section, key, value));
        }
    }

    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && blank(text.charAt(start))) {
            start++;
        }
        while (end > start && blank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
