package org.liege.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Everything that happened in one run, in order: hashed whole, kept in its last lines, and handed on line by line. */
final class Trace {
    private static final int TAIL_LINES = 60;

    private final Deque<String> tail = new ArrayDeque<>();
    private final Consumer<String> reader;
    private long hash = 0xCBF29CE484222325L;
    private int lines;

    /** {@code reader} gets every line as it is written. */
    Trace(Consumer<String> reader) {
        this.reader = reader;
    }

    void line(long nowMillis, String text) {
        String line = nowMillis + " " + text;
        mix(line);
        lines++;
        if (tail.size() == TAIL_LINES) {
            tail.removeFirst();
        }
        tail.addLast(line);
        reader.accept(line);
    }

    /** FNV-1a over UTF-16 units: two runs are the same exactly when their hashes are (as good as). */
    private void mix(String line) {
        for (int i = 0; i < line.length(); i++) {
            hash = (hash ^ line.charAt(i)) * 0x100000001B3L;
        }
    }

    long hash() {
        return hash;
    }

    int lines() {
        return lines;
    }

    List<String> tail() {
        return List.copyOf(tail);
    }
}
