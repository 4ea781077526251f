package org.liege.emperor;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The last lines that a process wrote, fit to be put into one line. */
final class LastWords {
    private static final int MOST_BYTES = 4096;
    private static final int MOST_LINES = 3;
    private static final int MOST_CHARACTERS = 400;

    private LastWords() {}

    /** Lines written to {@code file} after {@code start}, at most three; empty when there are none or they can't be read. */
    static String of(Path file, long start) {
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            long length = reader.length();
            long from = Math.max(Math.min(start, length), length - MOST_BYTES);
            byte[] bytes = new byte[(int) (length - from)];
            reader.seek(from);
            reader.readFully(bytes);
            return oneLine(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static String oneLine(String text) {
        List<String> lines = text.lines().map(LastWords::printable).filter(line -> !line.isEmpty()).toList();
        String joined = lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()).stream()
                .collect(Collectors.joining(" | "));
        return joined.length() <= MOST_CHARACTERS ? joined : "..." + joined.substring(joined.length() - MOST_CHARACTERS);
    }

    private static String printable(String line) {
        return line.codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }
}
