package org.liege.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import jnr.ffi.Pointer;

/** Reads small files under /proc with three system calls each; a file that has vanished reads as empty. */
final class ProcFile {
    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final int SEEK_SET = 0;
    private static final int BUFFER_BYTES = 4096;
    /** No file we read is longer; a longer one is cut. */
    private static final int MOST_BYTES = 1 << 20;

    private ProcFile() {}

    /** The content in UTF-8. */
    static Optional<String> read(String path) {
        int fd = Native.C.open(Native.bytes(path), O_RDONLY_CLOEXEC, 0);
        if (fd < 0) {
            return Optional.empty();
        }
        try {
            return content(fd);
        } finally {
            Native.C.close(fd);
        }
    }

    private static Optional<String> content(int fd) {
        byte[] all = new byte[BUFFER_BYTES];
        int filled = 0;
        Pointer buffer = Native.scratch();
        while (filled < MOST_BYTES) {
            int got = (int) Native.C.read(fd, buffer, BUFFER_BYTES);
            if (got < 0) {
                return Optional.empty();
            }
            if (got == 0) {
                break;
            }
            all = filled + got > all.length ? Arrays.copyOf(all, Math.max(all.length * 2, filled + got)) : all;
            buffer.get(0, all, filled, got);
            filled += got;
        }
        return Optional.of(new String(all, 0, filled, StandardCharsets.UTF_8));
    }

    /**
     * A piece of a process's memory (proc(5), /proc/PID/mem; ptrace(2) rules).
     *
     * @param length at most 4096 bytes
     */
    static Optional<ByteBuffer> memory(int pid, long address, int length) {
        if (length < 0 || length > BUFFER_BYTES) {
            throw new IllegalArgumentException(length + " bytes");
        }
        int fd = Native.C.open(Native.bytes("/proc/" + pid + "/mem"), O_RDONLY_CLOEXEC, 0);
        if (fd < 0) {
            return Optional.empty();
        }
        try {
            Pointer buffer = Native.scratch();
            if (Native.C.lseek(fd, address, SEEK_SET) != address || Native.C.read(fd, buffer, length) != length) {
                return Optional.empty();
            }
            byte[] bytes = new byte[length];
            buffer.get(0, bytes, 0, length);
            return Optional.of(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
        } finally {
            Native.C.close(fd);
        }
    }

    /** What a symbolic link says; empty when it can't be read. */
    static Optional<String> link(String path) {
        Pointer buffer = Native.scratch();
        int length = (int) Native.C.readlink(Native.bytes(path), buffer, BUFFER_BYTES);
        if (length < 0) {
            return Optional.empty();
        }
        byte[] target = new byte[length];
        buffer.get(0, target, 0, length);
        return Optional.of(new String(target, StandardCharsets.UTF_8));
    }

    /** The names in a directory; none when it has vanished or may not be read. */
    static String[] names(String directory) {
        String[] names = new java.io.File(directory).list();
        return names == null ? new String[0] : names;
    }
}
