package org.liege.sandbox;

import jnr.ffi.Pointer;

/**
 * The attributes that every child gets, made once: no signal blocked, every signal at its default, a session of its
 * own. glibc fills its signal sets without its internal two (32, 33) and leaves those ignored in the child; so the set
 * is filled by hand.
 */
final class SpawnAttributes {
    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    /** sizeof(posix_spawnattr_t) is 336 in glibc 2.36, sigset_t 128. */
    private static final int ATTRIBUTES_BYTES = 512;

    private static final int SIGNAL_SET_BYTES = 128;

    static final Pointer MEMORY = make();

    private SpawnAttributes() {}

    private static Pointer make() {
        Pointer attributes = Native.allocate(ATTRIBUTES_BYTES);
        Pointer signals = Native.allocate(SIGNAL_SET_BYTES);
        must(Native.C.posix_spawnattr_init(attributes));
        must(Native.C.posix_spawnattr_setsigmask(attributes, signals));
        signals.setMemory(0, SIGNAL_SET_BYTES, (byte) 0xff);
        must(Native.C.posix_spawnattr_setsigdefault(attributes, signals));
        must(Native.C.posix_spawnattr_setflags(attributes, (short) (SETSIGDEF | SETSIGMASK | SETSID)));
        return attributes;
    }

    /** These only write into our memory; a refusal means that the C library is another one. */
    private static void must(int error) {
        if (error != 0) {
            throw new IllegalStateException(new KernelException("prepare", "spawn attributes", error));
        }
    }
}
