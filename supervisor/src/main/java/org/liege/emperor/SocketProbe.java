package org.liege.emperor;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ProbeSocket;
import org.liege.sandbox.QueueReader;
import org.liege.vassal.Readiness;

/**
 * {@code ready = accept} and {@code http:/path}: a connection of our own that has left the listen queue. The kernel queues for a
 * dead app just as well, and another process may hold the same listener; so the server's end of the connection must be found
 * among the descriptors of the worker's own tree before it counts (UNIX_DIAG, UDIAG_SHOW_PEER).
 */
final class SocketProbe extends Probe {
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_READS = 16;
    private static final int MOST_HEAD_BYTES = 4096;

    private final QueueReader diag;
    private final String path;
    private final Readiness readiness;
    private ProbeSocket socket;
    private boolean attributed;
    private long askedNanos;
    private long leavingNanos;
    private final StringBuilder answer = new StringBuilder();

    SocketProbe(Subject subject, QueueReader diag, String path, Readiness readiness) {
        super(subject);
        this.diag = diag;
        this.path = path;
        this.readiness = readiness;
    }

    @Override
    boolean holds() {
        try {
            if (socket == null && !connect()) {
                return false;
            }
            if (!attributed && !attribute()) {
                return false;
            }
            return readiness instanceof Readiness.Http http ? answered(http) : true;
        } catch (KernelException unusable) {
            close();
            return false;
        }
    }

    private boolean connect() {
        if (ProbeSocket.connect(path) instanceof ProbeSocket.Connection.Connected connected) {
            socket = connected.socket();
            return true;
        }
        return false;
    }

    /** Peer 0: still in the queue, or accepted and closed again; the latter shows as something to read. */
    private boolean attribute() throws KernelException {
        OptionalLong peer = diag.peer(socket.inode());
        if (peer.isPresent() && peer.getAsLong() != 0) {
            attributed = Attribution.holds(subject().pid, peer.getAsLong());
            if (!attributed) {
                close();
            }
        } else if (peer.isEmpty() || readable()) {
            // Accepted and closed at once: whose it was can't be told any more. Nobody else should be accepting here.
            attributed = peer.isPresent() && !(readiness instanceof Readiness.Http);
            if (!attributed) {
                close();
            }
        }
        return attributed;
    }

    private boolean readable() throws KernelException {
        return socket.read(new byte[1]) != 0;
    }

    private boolean answered(Readiness.Http http) throws KernelException {
        if (askedNanos == 0) {
            byte[] bytes = HttpQuestion.request(subject().vassal, http.path());
            if (socket.write(bytes) != bytes.length) {
                close();
                return false;
            }
            askedNanos = System.nanoTime();
        }
        return read(http);
    }

    private boolean read(Readiness.Http http) throws KernelException {
        byte[] bytes = new byte[512];
        int count = socket.read(bytes);
        if (count > 0) {
            answer.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
        }
        if (answer.indexOf("\n") >= 0) {
            boolean right = wanted(http);
            if (!right) {
                close();
            }
            return right;
        }
        if (count < 0 || answer.length() > MOST_HEAD_BYTES || System.nanoTime() - askedNanos > ANSWER_NANOS) {
            close();
        }
        return false;
    }

    private boolean wanted(Readiness.Http http) {
        OptionalInt status = HttpQuestion.status(answer.substring(0, answer.indexOf("\n")));
        return status.isPresent() && HttpQuestion.right(http, status.getAsInt());
    }

    /**
     * Says that nothing more comes, and reads what the app may want to answer: a simple one would die of EPIPE if the other side
     * had just gone.
     */
    @Override
    boolean takeLeave() {
        if (socket == null) {
            return true;
        }
        if (leavingNanos == 0) {
            leavingNanos = System.nanoTime();
            socket.shutdownOutput();
        }
        return drained() || System.nanoTime() - leavingNanos > LEAVE_NANOS;
    }

    private boolean drained() {
        byte[] bytes = new byte[ProbeSocket.MOST_BYTES];
        try {
            int count = socket.read(bytes);
            for (int turns = 1; count > 0 && turns < MOST_READS; turns++) {
                count = socket.read(bytes);
            }
            return count < 0;
        } catch (KernelException gone) {
            return true;
        }
    }

    @Override
    void close() {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        attributed = false;
        askedNanos = 0;
        answer.setLength(0);
    }
}
