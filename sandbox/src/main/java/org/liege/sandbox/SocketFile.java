package org.liege.sandbox;

import java.util.Optional;

/**
 * The file that a bound socket made: its path, its identity, and the rights with which it may be looked up. Everything
 * that changes it first makes sure that the path still leads to that very file.
 */
final class SocketFile {
    private static final int O_PATH = 0x200000;
    private static final int O_CLOEXEC = 0x80000;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final byte[] EMPTY = {0};

    private final String path;
    private final byte[] pathBytes;
    private final Tenant tenant;
    private final FileStatus identity;

    private SocketFile(String path, byte[] pathBytes, Tenant tenant, FileStatus identity) {
        this.path = path;
        this.pathBytes = pathBytes;
        this.tenant = tenant;
        this.identity = identity;
    }

    /**
     * Binds a socket. The new file has no permissions at all until {@link #own}: Linux gives it the mode of the
     * socket's own inode, so that nothing depends on the umask, which all threads share.
     */
    static SocketFile bind(String path, UnixAddress address, Tenant tenant, Descriptor socket) throws KernelException {
        int fd = socket.number();
        if (Native.C.fchmod(fd, 0) < 0) {
            throw new KernelException("set mode of", path, Native.errno());
        }
        int result = TenantRights.run(tenant, () -> Native.C.bind(fd, address.memory(), address.length()));
        if (result < 0) {
            throw new KernelException("bind", path, -result);
        }
        try {
            return justBound(path, tenant, socket);
        } catch (KernelException failure) {
            removeUnopened(path, tenant);
            throw failure;
        }
    }

    /** A file that could not be identified, as when descriptors ran out. Without permissions it can only be ours. */
    private static void removeUnopened(String path, Tenant tenant) {
        byte[] bytes = Native.bytes(path);
        boolean unopened = FileStatus.ofLink(bytes)
                .filter(file -> file.isSocket() && file.permissions() == 0)
                .isPresent();
        if (unopened) {
            TenantRights.run(tenant, () -> Native.C.unlink(bytes));
        }
    }

    /** Identifies what bind(2) has just made. */
    private static SocketFile justBound(String path, Tenant tenant, Descriptor bound) throws KernelException {
        byte[] bytes = Native.bytes(path);
        try (Descriptor file = open(path, bytes, tenant)) {
            FileStatus status = FileStatus.of(file.number());
            int owner = tenant == null ? Accounts.effectiveUid() : tenant.uid();
            // Whatever was swapped in since must at least be a socket of the binder's own, under this one name.
            boolean plausible = status.isSocket() && status.uid() == owner && status.links() == 1;
            if (!plausible || contradicted(status, FileStatus.of(bound.number()).inode())) {
                throw new KernelException(
                        "identify", path, ErrorNumber.EPERM, "the file was replaced while it was bound");
            }
            return new SocketFile(path, bytes, tenant, status);
        }
    }

    /**
     * The file that someone else's socket is bound to: at the path, or else at a spare name of it; then it is not
     * {@link #intact} yet. Without sock_diag's word the path is believed.
     *
     * @throws KernelException ENOENT when it is at neither
     */
    static SocketFile find(String path, String spare, Tenant tenant, long socketInode) throws KernelException {
        byte[] bytes = Native.bytes(path);
        Optional<FileStatus> there = fileOf(bytes, socketInode);
        if (there.isEmpty() && spare != null) {
            there = fileOf(Native.bytes(spare), socketInode);
        }
        FileStatus status = there.orElseThrow(() -> new KernelException(
                "take over", path, ErrorNumber.ENOENT, "the path does not lead to socket " + socketInode));
        return new SocketFile(path, bytes, tenant, status);
    }

    private static Optional<FileStatus> fileOf(byte[] name, long socketInode) {
        return FileStatus.ofLink(name).filter(FileStatus::isSocket).filter(file -> !contradicted(file, socketInode));
    }

    /** Renames it over whatever is at {@code other}, in the same directory. */
    SocketFile moveTo(String other) throws KernelException {
        byte[] target = Native.bytes(other);
        int result = TenantRights.run(tenant, () -> Native.C.rename(pathBytes, target));
        if (result < 0) {
            throw new KernelException("rename to", other, -result);
        }
        return new SocketFile(other, target, tenant, identity);
    }

    /**
     * Asks the kernel which file the socket is bound to; silent where sock_diag is missing or the device can't be
     * compared.
     */
    private static boolean contradicted(FileStatus status, long socketInode) {
        try {
            Optional<DiagReply.File> file = QueueReader.own().file(socketInode);
            return file.isPresent() && file.get().contradicts(status);
        } catch (KernelException withoutDiag) {
            return false;
        }
    }

    private static Descriptor open(String path, byte[] bytes, Tenant tenant) throws KernelException {
        int flags = O_PATH | O_CLOEXEC | Architecture.HERE.openNoFollow;
        int fd = TenantRights.run(tenant, () -> Native.C.open(bytes, flags, 0));
        if (fd < 0) {
            throw new KernelException("open", path, -fd);
        }
        return Descriptor.of(fd, "open", path);
    }

    /** Whether the path still leads to the file that was bound. */
    boolean intact() {
        Optional<FileStatus> now = FileStatus.ofLink(pathBytes);
        return now.isPresent() && now.get().sameFile(identity);
    }

    /**
     * Gives the file its owner and mode. While it changes hands it is open only to what both modes allow.
     *
     * @throws KernelException ENOENT when the path has been lost to another file
     */
    void own(int mode, int uid, int gid) throws KernelException {
        try (Descriptor file = open(path, pathBytes, tenant)) {
            FileStatus now = FileStatus.of(file.number());
            if (!now.sameFile(identity)) {
                throw new KernelException(
                        "set owner of", path, ErrorNumber.ENOENT, "the path leads to another file now");
            }
            boolean newOwner = now.uid() != uid || now.gid() != gid;
            if (newOwner) {
                change(file, now.permissions() & mode);
                give(file, uid, gid);
            }
            change(file, mode);
        }
    }

    /** As {@link #own}, for a file just bound: one that can't be made right is removed again. */
    void ownOrUnlink(int mode, int uid, int gid) throws KernelException {
        try {
            own(mode, uid, gid);
        } catch (KernelException failure) {
            unlink();
            throw failure;
        }
    }

    private void give(Descriptor file, int uid, int gid) throws KernelException {
        if (Native.C.fchownat(file.number(), EMPTY, uid, gid, AT_EMPTY_PATH) < 0) {
            throw new KernelException("set owner of", path, Native.errno());
        }
    }

    /** An O_PATH descriptor refuses fchmod(2), its magic link does not (open(2)). */
    private void change(Descriptor file, int mode) throws KernelException {
        if (Native.C.chmod(Native.bytes("/proc/self/fd/" + file.number()), mode) < 0) {
            throw new KernelException("set mode of", path, Native.errno());
        }
    }

    /** Removes the path if it still leads to our file; a successor's file stays. */
    void unlink() {
        if (intact()) {
            TenantRights.run(tenant, () -> Native.C.unlink(pathBytes));
        }
    }
}
