package org.liege.sandbox;

import java.util.Optional;
import jnr.ffi.Pointer;

/**
 * What connect(2) leaves at a socket's file: it looks the path up as opening it would, and so sets the access time (unix_find_bsd()
 * in net/unix/af_unix.c). Under relatime it does so only when the time is not later than the last change, so the mark is wiped by
 * setting the time to 0, and any other time is a footprint.
 *
 * <p>A file system that is mounted noatime, or a client who looks the path up through a read-only mount, leaves none.
 */
public final class Footprint {
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int STATX_ATIME = 0x20;
    private static final int STATX_ATIME_SECONDS = 64;
    private static final int STATX_ATIME_NANOS = 72;
    private static final int UTIME_OMIT = (1 << 30) - 2;
    private static final int TIMESPECS_BYTES = 32;
    private static final int STATFS_FLAGS = 80;
    private static final int ST_RDONLY = 1;
    private static final int ST_NOATIME = 1024;
    private static final int O_PATH_CLOEXEC = 0x200000 | 0x80000;

    private Footprint() {}

    /**
     * Why clients that connect below this directory leave no footprints, as far as its mount tells; empty when they do.
     *
     * @param directory need not exist; then the nearest one above it counts
     */
    public static Optional<String> whyNone(String directory) {
        Pointer out = Native.scratch();
        String there = directory;
        while (Native.C.statfs(Native.bytes(there), out) < 0) {
            int slash = there.lastIndexOf('/');
            if (slash < 0 || there.equals("/")) {
                return Optional.empty();
            }
            there = slash == 0 ? "/" : there.substring(0, slash);
        }
        long flags = out.getLong(STATFS_FLAGS);
        if ((flags & ST_NOATIME) != 0) {
            return Optional.of("the file system of " + there + " is mounted noatime");
        }
        return (flags & ST_RDONLY) != 0
                ? Optional.of("the file system of " + there + " is mounted read-only")
                : Optional.empty();
    }

    /** The same of the directory in which a socket is, or is to be; {@code path} is absolute. */
    public static Optional<String> whyNoneAt(String path) {
        return whyNone(path.substring(0, path.lastIndexOf('/') + 1));
    }

    /** Whether there is one at this path, not following a last symbolic link; empty when it can't be looked at. */
    static Optional<Boolean> at(byte[] path) {
        Pointer out = Native.scratch();
        if (Native.C.statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_ATIME, out) < 0) {
            return Optional.empty();
        }
        return Optional.of(out.getLong(STATX_ATIME_SECONDS) != 0 || out.getInt(STATX_ATIME_NANOS) != 0);
    }

    /** Wipes it from the file that this descriptor (O_PATH will do) was opened on. The modification time stays. */
    static void wipe(Descriptor file, String path) throws KernelException {
        Pointer times = Native.scratch();
        times.setMemory(0, TIMESPECS_BYTES, (byte) 0);
        times.putLong(24, UTIME_OMIT);
        byte[] magicLink = Native.bytes("/proc/self/fd/" + file.number());
        if (Native.C.utimensat(AT_FDCWD, magicLink, times, 0) < 0) {
            throw new KernelException("set the access time of", path, Native.errno());
        }
    }

    /** Wipes one that a connect of our own has left where there was none before. What can't be wiped passes for a visitor's. */
    static void wipeOwn(byte[] path, String words) {
        int fd = Native.C.open(path, O_PATH_CLOEXEC | Architecture.HERE.openNoFollow, 0);
        if (fd < 0) {
            return;
        }
        try (Descriptor file = Descriptor.of(fd, "open", words)) {
            if (FileStatus.of(file.number()).isSocket()) {
                wipe(file, words);
            }
        } catch (KernelException leftThere) {
            return;
        }
    }
}
