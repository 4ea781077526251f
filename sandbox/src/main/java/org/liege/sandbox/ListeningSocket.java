package org.liege.sandbox;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A listening AF_UNIX stream socket that we bound and own; workers inherit it.
 *
 * <p>Two inodes belong to it: the socket's own ({@link #inode()}, as in {@code ss -x} and sock_diag), and that of the
 * file at its path, by which {@link #pathIntact()} and {@link #unlink()} know whether the path is still ours. A path
 * that a worker unlinked or replaced can't be given back to a living socket (Linux refuses to link one); bind a new one
 * there, the old object then never touches the new file. Not thread-safe.
 */
public final class ListeningSocket implements AutoCloseable {
    private static final int SHUT_RDWR = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;

    private final String path;
    private final Descriptor socket;
    private final SocketFile file;
    private final long inode;
    private int effectiveBacklog;

    private ListeningSocket(String path, Descriptor socket, SocketFile file, long inode) {
        this.path = path;
        this.socket = socket;
        this.file = file;
        this.inode = inode;
    }

    /**
     * What to bind.
     *
     * @param path absolute; at most 107 bytes, else ENAMETOOLONG
     * @param backlog as for listen(2), which admits one more; the kernel clamps it to net.core.somaxconn
     * @param mode permission bits of the file
     * @param uid owner of the file
     * @param gid group of the file
     * @param tenant with whose rights the path is looked up, unlinked and bound; null for our own
     */
    public record Request(String path, int backlog, int mode, int uid, int gid, Tenant tenant) {
        public Request {
            Objects.requireNonNull(path, "path");
            if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("not an absolute path: " + path.replace('\0', '?'));
            }
            if (backlog < 0 || (mode & ~0777) != 0 || uid < 0 || gid < 0) {
                throw new IllegalArgumentException("backlog " + backlog + ", mode " + Integer.toOctalString(mode)
                        + ", uid " + uid + ", gid " + gid);
            }
        }
    }

    /**
     * Binds and listens. The file has its owner and mode before the first connect can succeed. May block where the path
     * lies on a dead mount.
     *
     * @throws KernelException EADDRINUSE when the path is a live listener's or no socket; ENAMETOOLONG; or as bind(2)
     */
    public static ListeningSocket bind(Request request) throws KernelException {
        UnixAddress address = UnixAddress.of(request.path(), "bind");
        PathOccupant.makeWay(request.path(), address, request.tenant());
        int type = UnixAddress.SOCK_STREAM | UnixAddress.SOCK_CLOEXEC;
        Descriptor socket = Descriptor.of(Native.C.socket(UnixAddress.AF_UNIX, type, 0), "open", "a socket");
        try {
            return bound(request, address, socket);
        } catch (KernelException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
    }

    private static ListeningSocket bound(Request request, UnixAddress address, Descriptor socket)
            throws KernelException {
        SocketFile file = SocketFile.bind(request.path(), address, request.tenant(), socket);
        try {
            file.own(request.mode(), request.uid(), request.gid());
            long inode = FileStatus.of(socket.number()).inode();
            ListeningSocket listening = new ListeningSocket(request.path(), socket, file, inode);
            listening.listen(request.backlog());
            return listening;
        } catch (KernelException | RuntimeException failure) {
            file.unlink();
            throw failure;
        }
    }

    /**
     * Takes over a listener that someone else has bound, as an earlier master has, by a duplicate of its descriptor.
     *
     * @param socket a duplicate; the new object owns it, and closes it when this fails
     * @param path where it was bound
     * @param spare another link to its file, which tells the file when the path has been lost; null when there is none
     * @param tenant with whose rights the path is unlinked; null for our own
     * @throws KernelException ENOENT when neither name leads to the file that it is bound to, EINVAL when sock_diag doesn't know it
     */
    public static ListeningSocket adopt(Descriptor socket, String path, String spare, Tenant tenant)
            throws KernelException {
        try {
            long inode = FileStatus.of(socket.number()).inode();
            SocketFile file = SocketFile.find(path, spare, tenant, inode);
            ListeningSocket adopted = new ListeningSocket(path, socket, file, inode);
            adopted.effectiveBacklog = adopted.askKernel()
                    .orElseThrow(() -> new KernelException(
                            "take over", path, ErrorNumber.EINVAL, "sock_diag tells nothing of socket " + inode));
            return adopted;
        } catch (KernelException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
    }

    /**
     * As {@link #bind}, where a listener of an earlier master's is in the way that can't be taken over: the new one is bound to a
     * name beside it, listens, and takes the path by rename(2), so that no connect fails. When the path is not that listener's,
     * it is bound as ever.
     *
     * @param formerInode the socket inode of the listener that may be replaced
     */
    public static ListeningSocket supplant(Request request, long formerInode) throws KernelException {
        if (!PathOccupant.isThatOf(formerInode, request.path())) {
            return bind(request);
        }
        String path = request.path();
        String beside = path.substring(0, path.lastIndexOf('/') + 1) + ".l" + Long.toString(formerInode % 46_656, 36);
        ListeningSocket fresh = bind(new Request(
                beside, request.backlog(), request.mode(), request.uid(), request.gid(), request.tenant()));
        try {
            SocketFile moved = fresh.file.moveTo(path);
            ListeningSocket successor = new ListeningSocket(path, fresh.socket, moved, fresh.inode);
            successor.effectiveBacklog = fresh.effectiveBacklog;
            return successor;
        } catch (KernelException failure) {
            fresh.unlink();
            fresh.close();
            throw failure;
        }
    }

    /**
     * Removes a socket file that nobody is behind any more, so that somebody else can bind there.
     *
     * @param tenant with whose rights it is unlinked; null for our own
     * @throws KernelException EADDRINUSE when the path is a live socket's or no socket
     */
    public static void makeWay(String path, Tenant tenant) throws KernelException {
        PathOccupant.makeWay(path, UnixAddress.of(path, "bind"), tenant);
    }

    /** Socket inodes of those who listen on the file at this path, as far as sock_diag tells; none when there is none. */
    public static List<Long> listenersAt(String path) throws KernelException {
        return PathOccupant.listeners(path);
    }

    public String path() {
        return path;
    }

    /** For inheriting and polling; not to be kept or closed. */
    public int fd() {
        return socket.number();
    }

    /** The socket's own inode, as in {@code ss -xl}. */
    public long inode() {
        return inode;
    }

    /** What the kernel made of the requested backlog; the queue admits one more. */
    public int effectiveBacklog() {
        return effectiveBacklog;
    }

    /** Sets the backlog of the live socket; what waits in the queue stays (listen(2) may be called again). */
    public void listen(int backlog) throws KernelException {
        if (Native.C.listen(socket.number(), backlog) < 0) {
            throw new KernelException("listen on", path, Native.errno());
        }
        effectiveBacklog = askKernel().orElseGet(() -> clamp(backlog));
    }

    /**
     * Sets the backlog of somebody else's listener.
     *
     * @param duplicate of his descriptor; closed in any case
     * @param inode the socket that it is meant to be
     * @throws KernelException EBADF when it is another by now
     */
    public static void retune(Descriptor duplicate, String path, long inode, int backlog) throws KernelException {
        try (duplicate) {
            if (FileStatus.of(duplicate.number()).inode() != inode) {
                throw new KernelException("listen on", path, ErrorNumber.EBADF, "its descriptor was used for something else");
            }
            if (Native.C.listen(duplicate.number(), backlog) < 0) {
                throw new KernelException("listen on", path, Native.errno());
            }
        }
    }

    private Optional<Integer> askKernel() {
        try {
            return QueueReader.own().read(inode).map(QueueReader.Reading::limit);
        } catch (KernelException withoutDiag) {
            return Optional.empty();
        }
    }

    private static int clamp(int backlog) {
        return Math.min(backlog, DaemonProcess.somaxconn().orElse(backlog));
    }

    /**
     * Gives the file another owner and mode, at once.
     *
     * @throws KernelException ENOENT when the path has been lost to another file, which is left alone
     */
    public void setOwnership(int mode, int uid, int gid) throws KernelException {
        file.own(mode, uid, gid);
    }

    /**
     * Clears O_NONBLOCK. The flag belongs to the open file that all holders share: a worker or a poller that set it
     * would make another worker's blocking accept(2) fail with EAGAIN.
     */
    public void makeBlocking() throws KernelException {
        setNonBlocking(false);
    }

    private void setNonBlocking(boolean wanted) throws KernelException {
        int flags = Native.C.fcntl(socket.number(), F_GETFL, 0);
        int changed = wanted ? flags | UnixAddress.SOCK_NONBLOCK : flags & ~UnixAddress.SOCK_NONBLOCK;
        if (flags < 0 || (changed != flags && Native.C.fcntl(socket.number(), F_SETFL, changed) < 0)) {
            throw new KernelException("set flags of", path, Native.errno());
        }
    }

    /**
     * Whether anybody but our own probes has connected, or tried to, since the last call; true at the first. Only as far as the file
     * system keeps access times: see {@link Footprint#whyNone}. Safe from any thread.
     *
     * @throws KernelException ENOENT when the path has been lost; EPERM when the file is not ours to touch
     */
    public boolean takeFootprint() throws KernelException {
        return file.takeFootprint();
    }

    /** Whether the path still leads to the file that we bound. */
    public boolean pathIntact() {
        return file.intact();
    }

    /**
     * Turns away whoever waits, then closes. Never blocks, never throws; the path stays, and new clients get ECONNREFUSED at once,
     * whoever else holds the socket. A queued client that has sent something gets ECONNRESET, a silent one reads the end (a plain
     * {@link #close()} by the very last holder resets both).
     */
    public void shed() {
        if (socket.isOpen()) {
            try {
                turnAway();
            } finally {
                socket.close();
            }
        }
    }

    private void turnAway() {
        try {
            setNonBlocking(true);
            // First, so that nobody comes after the last one: connect(2) refuses at a listener that was shut down, and accept(2)
            // hands out what waits all the same (unix_stream_connect and unix_accept in the kernel's net/unix/af_unix.c).
            Native.C.shutdown(socket.number(), SHUT_RDWR);
            acceptAndClose();
            setNonBlocking(false);
        } catch (KernelException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void acceptAndClose() {
        // Not endless, whatever accept(2) says.
        for (long left = effectiveBacklog + 1L; left > 0; left--) {
            int client = Native.C.accept4(socket.number(), null, null, UnixAddress.SOCK_CLOEXEC);
            if (client < 0) {
                return;
            }
            Native.C.close(client);
        }
    }

    /** Closes our descriptor only; workers that inherited the socket go on, the path stays. Idempotent. */
    @Override
    public void close() {
        socket.close();
    }

    /**
     * Removes the path if it still leads to our file. Best before {@link #close()}: while the socket is open its file's
     * inode number can't be given to another.
     */
    public void unlink() {
        file.unlink();
    }

    @Override
    public String toString() {
        return path + " (" + socket + ", inode " + inode + ")";
    }
}
