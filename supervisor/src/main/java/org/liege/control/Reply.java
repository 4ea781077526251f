package org.liege.control;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes on their way out: filled by one turn, given to the socket at its end. One per thread, used again and again. */
final class Reply extends OutputStream {
    private static final int FIRST_SIZE = 64 * 1024;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    @Override
    public void write(int b) {
        ensure(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    void text(String ascii) {
        int length = ascii.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) ascii.charAt(i);
        }
        size += length;
    }

    void decimal(long number) {
        text(Long.toString(number));
    }

    void append(Reply other) {
        write(other.bytes, 0, other.size);
    }

    /** Appends {@code other} as one chunk of a chunked body (RFC 9112, 7.1). */
    void chunk(Reply other) {
        text(Integer.toHexString(other.size));
        text("\r\n");
        append(other);
        text("\r\n");
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
        if (bytes.length > 16 * FIRST_SIZE) {
            bytes = new byte[FIRST_SIZE];
        }
    }

    /** Drops all beyond the first {@code length} bytes. */
    void truncate(int length) {
        size = Math.min(size, length);
    }

    /** Puts as many bytes from {@code offset} on as there is room for. */
    void copyTo(ByteBuffer target, int offset) {
        target.put(bytes, offset, Math.min(size - offset, target.remaining()));
    }

    byte[] rest(int offset) {
        return Arrays.copyOfRange(bytes, offset, size);
    }

    @Override
    public void flush() throws IOException {
        // Nothing is held back.
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
