package org.liege.emperor;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ProbeSocket;
import org.liege.sandbox.QueueReader;
import org.liege.vassal.Readiness;

/** One connection of a probe to a vassal's listener. None of its steps blocks. */
final class Knock {
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_HEAD_BYTES = 4096;

    /** What has become of it. */
    enum Fate {
        /** In the listen queue. */
        WAITING,
        /** Accepted; {@link #peer} tells the other end. */
        ACCEPTED,
        /** Accepted and closed again, or lost: whose it was can't be told any more. */
        OVER
    }

    /** What the app has answered. */
    enum Answer {
        NONE_YET,
        RIGHT,
        WRONG
    }

    private final ProbeSocket socket;
    private final StringBuilder head = new StringBuilder();
    private long peer;
    private long askedNanos;
    private Farewell farewell;

    private Knock(ProbeSocket socket) {
        this.socket = socket;
    }

    /** Connects; empty when the queue is full or nobody listens. */
    static Optional<Knock> at(String path) {
        return ProbeSocket.connect(path) instanceof ProbeSocket.Connection.Connected connected
                ? Optional.of(new Knock(connected.socket()))
                : Optional.empty();
    }

    /** Peer 0: still in the queue, or accepted and closed again; the latter shows as something to read. */
    Fate fate(QueueReader diag) {
        try {
            OptionalLong other = diag.peer(socket.inode());
            if (other.isPresent() && other.getAsLong() != 0) {
                peer = other.getAsLong();
                return Fate.ACCEPTED;
            }
            return other.isEmpty() || socket.read(new byte[1]) != 0 ? Fate.OVER : Fate.WAITING;
        } catch (KernelException unusable) {
            return Fate.OVER;
        }
    }

    /** The inode of the server's end, once accepted. */
    long peer() {
        return peer;
    }

    /** Asks at the first call, and reads; to be called again until there is an answer. */
    Answer ask(String host, Readiness.Http wanted) {
        try {
            if (askedNanos == 0) {
                byte[] bytes = HttpQuestion.request(host, wanted.path());
                if (socket.write(bytes) != bytes.length) {
                    return Answer.WRONG;
                }
                askedNanos = System.nanoTime();
            }
            return read(wanted);
        } catch (KernelException unusable) {
            return Answer.WRONG;
        }
    }

    private Answer read(Readiness.Http wanted) throws KernelException {
        byte[] bytes = new byte[512];
        int count = socket.read(bytes);
        if (count > 0) {
            head.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
        }
        int end = head.indexOf("\n");
        if (end >= 0) {
            return isWanted(head.substring(0, end), wanted) ? Answer.RIGHT : Answer.WRONG;
        }
        boolean tooLate = count < 0 || head.length() > MOST_HEAD_BYTES || System.nanoTime() - askedNanos > ANSWER_NANOS;
        return tooLate ? Answer.WRONG : Answer.NONE_YET;
    }

    private static boolean isWanted(String line, Readiness.Http wanted) {
        OptionalInt status = HttpQuestion.status(line);
        return status.isPresent() && HttpQuestion.right(wanted, status.getAsInt());
    }

    /** One step of leaving; true when that is done. */
    boolean takeLeave() {
        if (farewell == null) {
            farewell = new Farewell(socket, System.nanoTime());
        }
        return farewell.over(System.nanoTime());
    }

    void close() {
        socket.close();
    }
}
