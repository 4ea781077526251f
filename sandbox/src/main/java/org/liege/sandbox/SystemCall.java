package org.liege.sandbox;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The system call in which a thread is, as /proc/PID/task/TID/syscall tells it (proc(5)).
 *
 * @param number the call's number on this architecture
 * @param first its first argument
 * @param second its second argument
 */
record SystemCall(int number, long first, long second) {
    private static final int POLLFD_BYTES = 8;
    private static final int POLLIN = 1;
    private static final int MOST_BYTES = 4096;

    /** Of a line such as {@code 232 0x4 0x7ffd... ...}; empty when the thread is in none ({@code running}). */
    static Optional<SystemCall> parse(String line) {
        String[] words = line.trim().split(" ");
        if (words.length < 3 || !words[0].matches("[0-9]{1,9}") || !isRegister(words[1]) || !isRegister(words[2])) {
            return Optional.empty();
        }
        return Optional.of(new SystemCall(Integer.parseInt(words[0]), register(words[1]), register(words[2])));
    }

    private static boolean isRegister(String word) {
        return word.matches("0x[0-9a-f]{1,16}");
    }

    private static long register(String word) {
        return Long.parseUnsignedLong(word.substring(2), 16);
    }

    /** The first argument where it is an int: the register's lower half counts. */
    int descriptor() {
        return (int) first;
    }

    /** Of poll(2): which descriptors it waits to read from; empty when they can't be seen. An array of {int, short, short}. */
    Optional<IntStream> polled(int pid) {
        if (second < 0 || second > MOST_BYTES / POLLFD_BYTES) {
            return Optional.empty();
        }
        return memory(pid, first, (int) second * POLLFD_BYTES).map(bytes -> IntStream.range(0, (int) second)
                .filter(i -> (bytes.getShort(i * POLLFD_BYTES + Integer.BYTES) & POLLIN) != 0)
                .map(i -> bytes.getInt(i * POLLFD_BYTES)));
    }

    /** Of select(2): the same. A set of bits, in words of 64. The kernel writes back to it only at the end. */
    Optional<IntStream> selected(int pid) {
        int count = descriptor();
        int words = (count + Long.SIZE - 1) / Long.SIZE;
        if (count < 0 || words > MOST_BYTES / Long.BYTES) {
            return Optional.empty();
        }
        return memory(pid, second, words * Long.BYTES).map(bytes -> IntStream.range(0, count)
                .filter(i -> (bytes.getLong(i / Long.SIZE * Long.BYTES) >>> i % Long.SIZE & 1) != 0));
    }

    private static Optional<ByteBuffer> memory(int pid, long address, int length) {
        return address == 0 || length == 0
                ? Optional.of(ByteBuffer.allocate(length))
                : ProcFile.memory(pid, address, length);
    }
}
