package org.liege.sandbox;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jnr.ffi.Pointer;

/** A client's connection to a Unix socket that never blocks, for probes. Not thread-safe. */
public final class ProbeSocket implements AutoCloseable {
    /** Bytes moved by one call, at most. */
    public static final int MOST_BYTES = 4096;

    private static final int SHUT_WR = 1;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int CONNECTION_CLOSED = -1;

    /** Inodes of all open ones. */
    private static final Set<Long> OURS = ConcurrentHashMap.newKeySet();

    private final Descriptor socket;
    private final String path;
    private final long inode;

    private ProbeSocket(Descriptor socket, String path, long inode) {
        this.socket = socket;
        this.path = path;
        this.inode = inode;
    }

    /** What became of a connect. */
    public sealed interface Connection {
        /** The kernel has taken it into the queue; that says nothing yet of the app. */
        record Connected(ProbeSocket socket) implements Connection {
            public Connected {
                Objects.requireNonNull(socket, "socket");
            }
        }

        /** The listen queue is full (EAGAIN). */
        record Full() implements Connection {}

        /** Nobody listens (ECONNREFUSED). */
        record Refused() implements Connection {}

        /** No such path (ENOENT). */
        record Missing() implements Connection {}

        /** Anything else, such as EACCES or EMFILE. */
        record Failed(KernelException failure) implements Connection {
            public Failed {
                Objects.requireNonNull(failure, "failure");
            }
        }
    }

    /** Whether the socket with that inode is an open probe of this process. */
    static boolean isOurs(long inode) {
        return OURS.contains(inode);
    }

    /** Connects without waiting, and without a {@link Footprint}. */
    public static Connection connect(String path) {
        int type = UnixAddress.SOCK_STREAM | UnixAddress.SOCK_CLOEXEC | UnixAddress.SOCK_NONBLOCK;
        try {
            UnixAddress address = UnixAddress.of(path, "connect to");
            Descriptor socket = Descriptor.of(Native.C.socket(UnixAddress.AF_UNIX, type, 0), "open", "a socket");
            return connect(path, address, socket);
        } catch (KernelException failure) {
            return new Connection.Failed(failure);
        }
    }

    private static Connection connect(String path, UnixAddress address, Descriptor socket) throws KernelException {
        long inode = inode(socket);
        OURS.add(inode);
        int errno = connectUnnoticed(path, address, socket);
        if (errno == 0) {
            return new Connection.Connected(new ProbeSocket(socket, path, inode));
        }
        OURS.remove(inode);
        socket.close();
        return switch (errno) {
            case ErrorNumber.EAGAIN -> new Connection.Full();
            case ErrorNumber.ECONNREFUSED -> new Connection.Refused();
            case ErrorNumber.ENOENT -> new Connection.Missing();
            default -> new Connection.Failed(new KernelException("connect to", path, errno));
        };
    }

    /** errno, or 0. Where there was no footprint before, ours is wiped; a visitor's stays. */
    private static int connectUnnoticed(String path, UnixAddress address, Descriptor socket) {
        byte[] bytes = Native.bytes(path);
        boolean untrodden = !Footprint.at(bytes).orElse(true);
        int result = Native.C.connect(socket.number(), address.memory(), address.length());
        int errno = result < 0 ? Native.errno() : 0;
        if (untrodden) {
            Footprint.wipeOwn(bytes, path);
        }
        return errno;
    }

    private static long inode(Descriptor socket) throws KernelException {
        try {
            return FileStatus.of(socket.number()).inode();
        } catch (KernelException failure) {
            socket.close();
            throw failure;
        }
    }

    /** Our end's inode, for {@link QueueReader#peer}. */
    public long inode() {
        return inode;
    }

    /** For polling; not to be kept or closed. */
    public int fd() {
        return socket.number();
    }

    /**
     * Writes from the start of the array.
     *
     * @return how many bytes were taken, 0 to {@link #MOST_BYTES}
     * @throws KernelException EPIPE, ECONNRESET
     */
    public int write(byte[] bytes) throws KernelException {
        int length = Math.min(bytes.length, MOST_BYTES);
        Pointer buffer = Native.scratch();
        buffer.put(0, bytes, 0, length);
        long sent = Native.C.send(socket.number(), buffer, length, MSG_NOSIGNAL);
        return sent < 0 ? nothingYet("write to") : (int) sent;
    }

    /**
     * Reads to the start of the array.
     *
     * @return how many bytes came; 0 when none are there yet, -1 at the end
     * @throws KernelException ECONNRESET
     */
    public int read(byte[] bytes) throws KernelException {
        if (bytes.length == 0) {
            return 0;
        }
        Pointer buffer = Native.scratch();
        long got = Native.C.recv(socket.number(), buffer, Math.min(bytes.length, MOST_BYTES), 0);
        if (got < 0) {
            return nothingYet("read from");
        }
        buffer.get(0, bytes, 0, (int) got);
        return got == 0 ? CONNECTION_CLOSED : (int) got;
    }

    private int nothingYet(String verb) throws KernelException {
        int errno = Native.errno();
        if (errno == ErrorNumber.EAGAIN || errno == ErrorNumber.EINTR) {
            return 0;
        }
        throw new KernelException(verb, path, errno);
    }

    /** Says that nothing more will be written; what the other side writes can still be read. */
    public void shutdownOutput() {
        Native.C.shutdown(socket.number(), SHUT_WR);
    }

    @Override
    public void close() {
        socket.close();
        OURS.remove(inode);
    }
}
