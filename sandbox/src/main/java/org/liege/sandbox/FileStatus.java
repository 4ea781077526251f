package org.liege.sandbox;

import java.util.Optional;
import jnr.ffi.Pointer;

/**
 * What statx(2) tells of a file; its layout, unlike stat's, is the same on every architecture.
 *
 * @param deviceMajor and {@code deviceMinor} the file system's device
 * @param inode file serial number, or the socket's own number for a socket's descriptor
 * @param mode type and permission bits
 * @param links hard links
 */
record FileStatus(int deviceMajor, int deviceMinor, long inode, int mode, int uid, int gid, int links) {
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int TYPE_MASK = 0170000;
    private static final byte[] EMPTY = {0};

    /** Of an open descriptor, also one opened with O_PATH. */
    static FileStatus of(int fd) throws KernelException {
        Pointer out = Native.scratch();
        if (Native.C.statx(fd, EMPTY, AT_EMPTY_PATH, STATX_BASIC_STATS, out) < 0) {
            throw new KernelException("examine", "fd " + fd, Native.errno());
        }
        return decode(out);
    }

    /** Of a path, not following a last symbolic link; empty when it can't be looked up, then errno tells why. */
    static Optional<FileStatus> ofLink(byte[] path) {
        return ofPath(path, AT_SYMLINK_NOFOLLOW);
    }

    /** Of a path, following links; empty when it can't be looked up, then errno tells why. */
    static Optional<FileStatus> ofTarget(byte[] path) {
        return ofPath(path, 0);
    }

    private static Optional<FileStatus> ofPath(byte[] path, int flags) {
        Pointer out = Native.scratch();
        return Native.C.statx(AT_FDCWD, path, flags, STATX_BASIC_STATS, out) < 0
                ? Optional.empty()
                : Optional.of(decode(out));
    }

    private static FileStatus decode(Pointer out) {
        return new FileStatus(
                out.getInt(136),
                out.getInt(140),
                out.getLong(32),
                out.getShort(28) & 0xffff,
                out.getInt(20),
                out.getInt(24),
                out.getInt(16));
    }

    boolean isSocket() {
        return (mode & TYPE_MASK) == 0140000;
    }

    boolean isPipe() {
        return (mode & TYPE_MASK) == 0010000;
    }

    boolean isDirectory() {
        return (mode & TYPE_MASK) == 0040000;
    }

    boolean isRegular() {
        return (mode & TYPE_MASK) == 0100000;
    }

    boolean isCharacterDevice() {
        return (mode & TYPE_MASK) == 0020000;
    }

    /** The permission bits alone. */
    int permissions() {
        return mode & 07777;
    }

    /** Whether both are the same file. */
    boolean sameFile(FileStatus other) {
        return inode == other.inode && deviceMajor == other.deviceMajor && deviceMinor == other.deviceMinor;
    }
}
