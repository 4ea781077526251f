package org.liege.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands where a socket is to be bound. A socket that somebody holds is never robbed of its path, a file that is
 * no socket never removed; only a socket file that nobody is behind any more makes way.
 */
final class PathOccupant {
    private final String path;
    private final byte[] bytes;
    private final UnixAddress address;
    private final Tenant tenant;

    private PathOccupant(String path, UnixAddress address, Tenant tenant) {
        this.path = path;
        this.bytes = Native.bytes(path);
        this.address = address;
        this.tenant = tenant;
    }

    /** @throws KernelException EADDRINUSE when the path is not ours to take */
    static void makeWay(String path, UnixAddress address, Tenant tenant) throws KernelException {
        new PathOccupant(path, address, tenant).makeWay();
    }

    /** Whether the file at the path is the one that the listener with that socket inode is bound to. */
    static boolean isThatOf(long socketInode, String path) throws KernelException {
        Optional<FileStatus> there = FileStatus.ofLink(Native.bytes(path)).filter(FileStatus::isSocket);
        return there.isPresent()
                && QueueReader.own().file(socketInode).filter(bound -> bound.matches(there.get())).isPresent();
    }

    static List<Long> listeners(String path) throws KernelException {
        Optional<FileStatus> there = FileStatus.ofLink(Native.bytes(path)).filter(FileStatus::isSocket);
        return there.isPresent() ? QueueReader.own().listenersAt(there.get()) : List.of();
    }

    private void makeWay() throws KernelException {
        Optional<FileStatus> there = FileStatus.ofLink(bytes);
        if (there.isEmpty()) {
            // ENOENT and the like: bind(2) will find its own words, with the rights that count.
            return;
        }
        if (!there.get().isSocket()) {
            throw new KernelException("bind", path, ErrorNumber.EADDRINUSE, "there is a file that is not a socket");
        }
        if (isHeld()) {
            String words = "another process has a socket there" + holders(there.get());
            throw new KernelException("bind", path, ErrorNumber.EADDRINUSE, words);
        }
        int result = TenantRights.run(tenant, () -> Native.C.unlink(bytes));
        if (result < 0 && result != -ErrorNumber.ENOENT) {
            throw new KernelException("remove the stale socket", path, -result);
        }
    }

    /**
     * Whether a living socket is behind the file, of whatever network namespace. A datagram socket's connect tells
     * without troubling a stream listener: its queue gets nothing, the answer is EPROTOTYPE; ECONNREFUSED means that
     * nobody is there (unix_find_bsd in the kernel's net/unix/af_unix.c). Done with our own rights: the tenant may have
     * no write permission on a file that was given to the proxy.
     */
    private boolean isHeld() throws KernelException {
        int type = UnixAddress.SOCK_DGRAM | UnixAddress.SOCK_CLOEXEC | UnixAddress.SOCK_NONBLOCK;
        try (Descriptor probe = Descriptor.of(Native.C.socket(UnixAddress.AF_UNIX, type, 0), "open", "a socket")) {
            if (Native.C.connect(probe.number(), address.memory(), address.length()) == 0) {
                return true;
            }
            int errno = Native.errno();
            return switch (errno) {
                case ErrorNumber.ECONNREFUSED, ErrorNumber.ENOENT -> false;
                case ErrorNumber.EPROTOTYPE -> true;
                default -> throw new KernelException("find out who listens on", path, errno);
            };
        }
    }

    /** Their pids, as far as we may look; a socket of another network namespace is invisible to sock_diag. */
    private static String holders(FileStatus file) {
        List<Integer> pids = new ArrayList<>();
        try {
            for (long inode : QueueReader.own().listenersAt(file)) {
                pids.addAll(ProcessTable.holders(inode));
            }
        } catch (KernelException withoutDiag) {
            return "";
        }
        return pids.isEmpty() ? "" : ", pid " + pids.toString().replaceAll("[\\[\\]]", "");
    }
}
