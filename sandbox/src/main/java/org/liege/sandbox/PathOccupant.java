package org.liege.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands where a socket is to be bound. A live listener is never robbed of its path, a file that is no socket never
 * removed; only a socket that nobody listens on any more makes way.
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

    private void makeWay() throws KernelException {
        Optional<FileStatus> there = FileStatus.ofLink(bytes);
        if (there.isEmpty()) {
            // ENOENT and the like: bind(2) will find its own words, with the rights that count.
            return;
        }
        if (!there.get().isSocket()) {
            throw refused("there is a file that is not a socket");
        }
        refuseListener(there.get());
        refuseAnswer();
        int result = TenantRights.run(tenant, () -> Native.C.unlink(bytes));
        if (result < 0 && result != -ErrorNumber.ENOENT) {
            throw new KernelException("remove the stale socket", path, -result);
        }
    }

    private void refuseListener(FileStatus file) throws KernelException {
        List<Long> inodes = List.of();
        try (QueueReader diag = QueueReader.open()) {
            inodes = diag.listenersAt(file);
        } catch (KernelException withoutDiag) {
            // The connect that follows tells as much, only without the pids.
            return;
        }
        if (!inodes.isEmpty()) {
            throw refused("another process listens there" + holders(inodes));
        }
    }

    private static String holders(List<Long> inodes) {
        List<Integer> pids = new ArrayList<>();
        for (long inode : inodes) {
            pids.addAll(ProcessTable.holders(inode));
        }
        return pids.isEmpty() ? "" : ", pid " + pids.toString().replaceAll("[\\[\\]]", "");
    }

    /** A listener of another network namespace is invisible to sock_diag, but it answers. */
    private void refuseAnswer() throws KernelException {
        int type = UnixAddress.SOCK_STREAM | UnixAddress.SOCK_CLOEXEC | UnixAddress.SOCK_NONBLOCK;
        try (Descriptor probe = Descriptor.of(Native.C.socket(UnixAddress.AF_UNIX, type, 0), "open", "a socket")) {
            int fd = probe.number();
            int result = TenantRights.run(
                    tenant, () -> Native.C.connect(fd, address.memory(), address.length()));
            switch (-result) {
                case 0, ErrorNumber.EAGAIN -> throw refused("another process listens there");
                case ErrorNumber.ECONNREFUSED, ErrorNumber.ENOENT -> { }
                default -> throw refused("it can't be told whether anybody listens there: "
                        + ErrorNumber.words(-result));
            }
        }
    }

    private KernelException refused(String why) {
        return new KernelException("bind", path, ErrorNumber.EADDRINUSE, why);
    }
}
