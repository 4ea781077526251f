package org.liege.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Pointer;

/** argv and envp in one block of native memory that grows and is reused. Not thread-safe. */
final class StringVectors {
    private static final int INITIAL_BYTES = 16384;

    private Pointer block = Native.allocate(INITIAL_BYTES);
    private int capacity = INITIAL_BYTES;
    private int argvBytes;

    /** Both lists as NULL-terminated vectors of NUL-terminated UTF-8. */
    void lay(List<String> argv, List<String> environment) {
        List<byte[]> texts = new ArrayList<>(argv.size() + environment.size());
        argv.forEach(text -> texts.add(text.getBytes(StandardCharsets.UTF_8)));
        environment.forEach(text -> texts.add(text.getBytes(StandardCharsets.UTF_8)));
        argvBytes = (argv.size() + 1) * Long.BYTES;
        int pointers = argvBytes + (environment.size() + 1) * Long.BYTES;
        ensure(pointers + texts.stream().mapToInt(bytes -> bytes.length + 1).sum());
        write(texts.subList(0, argv.size()), 0, pointers);
        write(texts.subList(argv.size(), texts.size()), argvBytes, textEnd(texts.subList(0, argv.size()), pointers));
    }

    private static int textEnd(List<byte[]> texts, int start) {
        return start + texts.stream().mapToInt(bytes -> bytes.length + 1).sum();
    }

    private void write(List<byte[]> texts, int pointerAt, int textAt) {
        int pointer = pointerAt;
        int text = textAt;
        for (byte[] bytes : texts) {
            block.putLong(pointer, block.address() + text);
            block.put(text, bytes, 0, bytes.length);
            block.putByte(text + (long) bytes.length, (byte) 0);
            pointer += Long.BYTES;
            text += bytes.length + 1;
        }
        block.putLong(pointer, 0);
    }

    private void ensure(int bytes) {
        if (bytes > capacity) {
            capacity = Math.max(bytes, capacity * 2);
            block = Native.allocate(capacity);
        }
    }

    Pointer argv() {
        return block;
    }

    Pointer environment() {
        return block.slice(argvBytes);
    }
}
