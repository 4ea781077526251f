package org.liege.sandbox;

/**
 * Whether somebody has a file open for writing, told by asking for a read lease (fcntl(2), F_SETLEASE) and giving it
 * back at once. A file that is being saved is not judged yet.
 */
public enum WriterCheck {
    /** Nobody had it open for writing. */
    QUIET,
    /** Somebody has. */
    BEING_WRITTEN,
    /**
     * No lease to be had: not our file, a file system without leases, or no such file. Wait for a quiet time instead.
     */
    UNKNOWN;

    private static final int O_RDONLY_NONBLOCK_CLOEXEC = 04000 | 0x80000;
    private static final int F_SETSIG = 10;
    private static final int F_SETLEASE = 1024;
    private static final int F_RDLCK = 0;
    private static final int F_UNLCK = 2;
    private static final int SIGURG = 23;

    /** Opens the file for a moment; a pending open by a writer is let through at once. */
    public static WriterCheck of(String path) {
        int fd = Native.C.open(Native.bytes(path), O_RDONLY_NONBLOCK_CLOEXEC, 0);
        if (fd < 0) {
            return UNKNOWN;
        }
        try {
            return lease(fd);
        } finally {
            Native.C.close(fd);
        }
    }

    private static WriterCheck lease(int fd) {
        // A writer who comes while we hold the lease has us signalled: SIGIO by default, and that would end the JVM.
        // SIGURG is ignored by who has no handler for it.
        if (Native.C.fcntl(fd, F_SETSIG, SIGURG) < 0) {
            return UNKNOWN;
        }
        if (Native.C.fcntl(fd, F_SETLEASE, F_RDLCK) < 0) {
            return Native.errno() == ErrorNumber.EAGAIN ? BEING_WRITTEN : UNKNOWN;
        }
        Native.C.fcntl(fd, F_SETLEASE, F_UNLCK);
        return QUIET;
    }
}
