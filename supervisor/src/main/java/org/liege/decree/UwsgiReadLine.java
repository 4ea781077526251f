package org.liege.decree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of {@code for-readline}: fgets(3) with room for 1023 bytes, so a longer line counts as several. */
final class UwsgiReadLine {
    private static final int ROOM = 1023;

    private UwsgiReadLine() {}

    /** A file that can't be opened has no lines: uWSGI logs that and goes on. */
    static List<String> lines(UwsgiWorld world, Path file) {
        List<String> lines = new ArrayList<>();
        String text;
        try {
            text = RawText.of(world.read(file));
        } catch (IOException e) {
            return lines;
        }
        int at = 0;
        while (at < text.length()) {
            int newline = text.indexOf('\n', at);
            int end = Math.min(newline < 0 ? text.length() : newline + 1, at + ROOM);
            lines.add(chomp(RawText.untilNul(text.substring(at, end))));
            at = end;
        }
        return lines;
    }

    private static String chomp(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }
}
