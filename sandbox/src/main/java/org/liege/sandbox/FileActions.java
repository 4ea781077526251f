package org.liege.sandbox;

import java.util.List;
import jnr.ffi.Pointer;

/** Which descriptors a child gets, as posix_spawn's file actions. Everything else is closed. */
final class FileActions implements AutoCloseable {
    /** sizeof(posix_spawn_file_actions_t) is 80 in glibc 2.36. */
    private static final int ACTIONS_BYTES = 256;

    private static final int FIRST_AFTER_STANDARD = 3;
    private static final byte[] NOTHING = Native.bytes("/dev/null");

    private final Pointer memory = Native.allocate(ACTIONS_BYTES);

    FileActions(List<Integer> inherited, int firstFd, int output) throws KernelException {
        check(Native.C.posix_spawn_file_actions_init(memory));
        try {
            lay(inherited, firstFd, output);
        } catch (KernelException failure) {
            close();
            throw failure;
        }
    }

    private void lay(List<Integer> inherited, int firstFd, int output) throws KernelException {
        boolean inetd = firstFd == 0 && !inherited.isEmpty();
        if (inetd) {
            copy(inherited.get(0), 0);
        } else {
            check(Native.C.posix_spawn_file_actions_addopen(memory, 0, NOTHING, 0, 0));
        }
        copy(output, 1);
        copy(output, 2);
        int next = FIRST_AFTER_STANDARD;
        for (int listener : inetd ? inherited.subList(1, inherited.size()) : inherited) {
            copy(listener, next++);
        }
        check(Native.C.posix_spawn_file_actions_addclosefrom_np(memory, next));
    }

    private void copy(int from, int to) throws KernelException {
        check(Native.C.posix_spawn_file_actions_adddup2(memory, from, to));
    }

    private static void check(int error) throws KernelException {
        if (error != 0) {
            throw new KernelException("prepare", "descriptors of a child", error);
        }
    }

    Pointer memory() {
        return memory;
    }

    /** Frees what the C library allocated. */
    @Override
    public void close() {
        Native.C.posix_spawn_file_actions_destroy(memory);
    }
}
