package org.liege.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import jnr.ffi.Pointer;

/**
 * Reads listen queues of Unix sockets from the kernel: UNIX_DIAG over NETLINK_SOCK_DIAG (sock_diag(7)), as {@code ss
 * -xl} does. Reading one socket takes some 8 us and disturbs nobody. Only sockets of our own network namespace are
 * seen. An instance may be used by several threads; each question waits for the one before.
 */
public final class QueueReader implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short EXACT = 0x1;
    private static final short DUMP = 0x301;
    private static final int REQUEST_BYTES = 40;
    private static final int STATE_LISTEN = 1 << 10;
    private static final int SHOW_NAME = 1;
    private static final int SHOW_VFS = 2;
    private static final int SHOW_PEER = 4;
    private static final int SHOW_WAITING = 8;
    private static final int SHOW_QUEUE = 16;
    /** The kernel fills at most 32 KiB per answer of a dump. */
    private static final int ANSWER_BYTES = 65536;
    /** How often a dump that ran into a change is begun afresh before it is taken as it is. */
    private static final int DUMP_ATTEMPTS = 3;

    private static QueueReader own;

    private final Descriptor netlink;
    private final Pointer request = Native.allocate(REQUEST_BYTES);
    private final Pointer answer = Native.allocate(ANSWER_BYTES);
    private int sequence;

    private QueueReader(Descriptor netlink) {
        this.netlink = netlink;
        request.putInt(0, REQUEST_BYTES);
        request.putShort(4, SOCK_DIAG_BY_FAMILY);
        request.putByte(16, (byte) UnixAddress.AF_UNIX);
        request.putLong(32, -1);
    }

    /** @throws KernelException where the kernel has no UNIX_DIAG, or descriptors have run out */
    public static QueueReader open() throws KernelException {
        int fd = Native.C.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_SOCK_DIAG);
        return new QueueReader(Descriptor.of(fd, "open", "a sock_diag socket"));
    }

    /**
     * The one that this package asks for itself, opened at the first use and kept: each start of a worker asks several
     * times, and a reader holds {@value #ANSWER_BYTES} bytes.
     */
    static synchronized QueueReader own() throws KernelException {
        if (own == null) {
            own = open();
        }
        return own;
    }

    /**
     * A listen queue now.
     *
     * @param inode the socket's inode
     * @param length connections waiting
     * @param limit the effective backlog; the queue is full when {@code length > limit}
     */
    public record Reading(long inode, int length, int limit) {
        /** Whether the next connect is refused with EAGAIN. */
        public boolean full() {
            return length > limit;
        }
    }

    /** One listener; empty when there is no such socket. */
    public synchronized Optional<Reading> read(long inode) throws KernelException {
        return exact(inode, SHOW_NAME | SHOW_QUEUE) ? Optional.of(first().reading()) : Optional.empty();
    }

    /** All listeners of this network namespace, by inode. */
    public synchronized Map<Long, Reading> dump() throws KernelException {
        Map<Long, Reading> readings = new HashMap<>();
        each(reading -> readings.put(reading.inode(), reading));
        return readings;
    }

    /** As {@link #dump}, one after the other; one may come twice when sockets came or went meanwhile. */
    public synchronized void each(Consumer<Reading> taken) throws KernelException {
        dumpListeners(SHOW_QUEUE, reply -> taken.accept(reply.reading()));
    }

    /**
     * The inode at the other end of a connection: 0 while it has not been accepted (or has been closed), empty when
     * there is no such socket.
     */
    public synchronized OptionalLong peer(long inode) throws KernelException {
        return exact(inode, SHOW_PEER) ? OptionalLong.of(first().peer().orElse(0)) : OptionalLong.empty();
    }

    /**
     * Who waits in a listener's queue: the inodes of the clients' sockets, the one that has waited longest first. Clients
     * that have gone keep their places until they are accepted; their inode is 0. Empty when there is no such socket.
     *
     * @throws KernelException EMSGSIZE when more than some 8000 wait: the kernel can't list them
     */
    public synchronized Optional<List<Long>> waiting(long inode) throws KernelException {
        int errno = ask(inode, SHOW_WAITING);
        return switch (errno) {
            case 0 -> Optional.of(first().waiting());
            case ErrorNumber.ENOENT -> Optional.empty();
            case ErrorNumber.EMSGSIZE -> Optional.of(waitingByDump(inode));
            default -> throw new KernelException("read", "socket " + inode, errno);
        };
    }

    /** An exact question is answered within a page or two, some 2000 clients (unix_diag_get_exact()); a dump takes 32 KiB. */
    private List<Long> waitingByDump(long inode) throws KernelException {
        List<List<Long>> found = new ArrayList<>();
        dumpListeners(SHOW_WAITING, reply -> {
            if (reply.inode() == inode) {
                found.add(reply.waiting());
            }
        });
        if (found.isEmpty()) {
            throw new KernelException("list", "the queue of socket " + inode, ErrorNumber.EMSGSIZE);
        }
        return found.get(found.size() - 1);
    }

    /** The file that a socket is bound to; empty without a file or a socket. */
    synchronized Optional<DiagReply.File> file(long inode) throws KernelException {
        return exact(inode, SHOW_VFS) ? Optional.ofNullable(first().file()) : Optional.empty();
    }

    /** Inodes of the listeners that are bound to this file. */
    synchronized List<Long> listenersAt(FileStatus file) throws KernelException {
        List<Long> inodes = new ArrayList<>();
        dumpListeners(SHOW_VFS, reply -> {
            DiagReply.File bound = reply.file();
            if (bound != null && bound.matches(file)) {
                inodes.add(reply.inode());
            }
        });
        return inodes;
    }

    private DiagReply first() {
        return new DiagReply(answer, 0);
    }

    /** @return false when there is no such socket; else the answer lies at the buffer's start */
    private boolean exact(long inode, int show) throws KernelException {
        int errno = ask(inode, show);
        if (errno != 0 && errno != ErrorNumber.ENOENT) {
            throw new KernelException("read", "socket " + inode, errno);
        }
        return errno == 0;
    }

    /** Asks for one socket; 0 when the answer lies at the buffer's start, else errno, ENOENT without such a socket. */
    private int ask(long inode, int show) throws KernelException {
        if (inode <= 0 || inode > 0xffffffffL) {
            return ErrorNumber.ENOENT;
        }
        send(EXACT, -1, (int) inode, show);
        receiveMine();
        DiagReply reply = first();
        return reply.type() == DiagReply.NLMSG_ERROR ? reply.errno() : 0;
    }

    private void dumpListeners(int show, Consumer<DiagReply> taken) throws KernelException {
        for (int attempt = 1; ; attempt++) {
            send(DUMP, STATE_LISTEN, 0, show);
            boolean steady = receiveDump(taken);
            if (steady || attempt == DUMP_ATTEMPTS) {
                return;
            }
        }
    }

    private boolean receiveDump(Consumer<DiagReply> taken) throws KernelException {
        boolean steady = true;
        while (true) {
            int bytes = receiveMine();
            for (int at = 0; at + DiagReply.HEADER_BYTES <= bytes; ) {
                DiagReply reply = new DiagReply(answer, at);
                steady &= !reply.interrupted();
                if (reply.type() == DiagReply.NLMSG_DONE) {
                    return steady;
                }
                if (reply.type() == DiagReply.NLMSG_ERROR) {
                    throw new KernelException("list", "listening sockets", reply.errno());
                }
                taken.accept(reply);
                at += Math.max(DiagReply.HEADER_BYTES, (reply.length() + 3) & ~3);
            }
        }
    }

    private void send(short flags, int states, int inode, int show) throws KernelException {
        sequence++;
        request.putShort(6, flags);
        request.putInt(8, sequence);
        request.putInt(20, states);
        request.putInt(24, inode);
        request.putInt(28, show);
        while (Native.C.send(netlink.number(), request, REQUEST_BYTES, 0) < 0) {
            retryOnlyInterrupted("ask");
        }
    }

    /** An answer to an earlier question that was given up half-way is passed over. */
    private int receiveMine() throws KernelException {
        while (true) {
            long bytes = Native.C.recv(netlink.number(), answer, ANSWER_BYTES, 0);
            if (bytes < 0) {
                retryOnlyInterrupted("hear");
            } else if (bytes >= DiagReply.HEADER_BYTES && first().sequence() == sequence) {
                return (int) bytes;
            }
        }
    }

    private static void retryOnlyInterrupted(String verb) throws KernelException {
        int errno = Native.errno();
        if (errno != ErrorNumber.EINTR) {
            throw new KernelException(verb, "sock_diag", errno);
        }
    }

    @Override
    public synchronized void close() {
        netlink.close();
    }
}
