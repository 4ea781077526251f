package org.liege.sandbox;

import java.nio.charset.StandardCharsets;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** The loaded C library, with the few steps that every call to it shares. Loaded once, at the first use. */
final class Native {
    static final LibC.Functions C = LibraryLoader.create(LibC.Functions.class).load("c");
    private static final Runtime RUNTIME = Runtime.getRuntime(C);
    private static final int SCRATCH_BYTES = 8192;
    private static final ThreadLocal<Pointer> SCRATCH = ThreadLocal.withInitial(() -> allocate(SCRATCH_BYTES));

    private Native() {}

    /** errno of this thread's last call through {@link #C}. */
    static int errno() {
        return LastError.getLastError(RUNTIME);
    }

    /** Zeroed memory that lives as long as the pointer is reachable. */
    static Pointer allocate(int bytes) {
        return Memory.allocateDirect(RUNTIME, bytes, true);
    }

    /** This thread's own 8 KiB for one call; its content is void as soon as another method of this package runs. */
    static Pointer scratch() {
        return SCRATCH.get();
    }

    /**
     * A C string in UTF-8.
     *
     * @throws IllegalArgumentException if the text holds a NUL, which would cut it silently
     */
    static byte[] bytes(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL character in \"" + text.replace('\0', '?') + "\"");
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return java.util.Arrays.copyOf(utf8, utf8.length + 1);
    }
}
