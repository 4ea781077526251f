package org.liege.emperor;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ProbeSocket;
import org.liege.sandbox.QueueReader;
import org.liege.vassal.Readiness;

/**
 * One connection to an app that asks one question by HTTP. It asks at once, so that an app which accepts it much later does not
 * wait for us, and it takes leave politely: a simple app dies of EPIPE when whom it answers has gone. No call blocks.
 */
final class Visit {
    private static final int MOST_HEAD_BYTES = 4096;

    /** What has come back so far. */
    enum News {
        NOTHING_YET,
        ANSWERED,
        /** Closed or reset without a line. */
        LOST
    }

    private final ProbeSocket socket;
    private final Readiness.Http question;
    private final StringBuilder answer = new StringBuilder();
    private boolean asked;
    private boolean accepted;
    private long acceptedNanos;
    private Farewell farewell;

    Visit(ProbeSocket socket, String vassal, Readiness.Http question) {
        this.socket = socket;
        this.question = question;
        byte[] request = HttpQuestion.request(vassal, question.path());
        try {
            asked = socket.write(request) == request.length;
        } catch (KernelException gone) {
            asked = false;
        }
    }

    Readiness.Http question() {
        return question;
    }

    /** Reads what is there. */
    News hear() {
        if (!asked) {
            return News.LOST;
        }
        try {
            byte[] bytes = new byte[512];
            int count = socket.read(bytes);
            if (count > 0) {
                answer.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
            }
            if (answer.indexOf("\n") >= 0 || answer.length() > MOST_HEAD_BYTES || count < 0 && answer.length() > 0) {
                return News.ANSWERED;
            }
            return count < 0 ? News.LOST : News.NOTHING_YET;
        } catch (KernelException reset) {
            return answer.length() > 0 ? News.ANSWERED : News.LOST;
        }
    }

    /** The answer's first line, or what there is of it. */
    String line() {
        int end = answer.indexOf("\n");
        return answer.substring(0, end < 0 ? answer.length() : end);
    }

    /** Whether it has left the queue; the first time that it is found to have, {@code nowNanos} is kept. */
    boolean accepted(QueueReader diag, long nowNanos) throws KernelException {
        if (!accepted) {
            OptionalLong peer = diag.peer(socket.inode());
            accepted = peer.isPresent() && peer.getAsLong() != 0;
            acceptedNanos = nowNanos;
        }
        return accepted;
    }

    /** Since when it has been with the app. */
    long acceptedNanos() {
        return acceptedNanos;
    }

    /** Says that nothing more comes. */
    void leave(long nowNanos) {
        farewell = new Farewell(socket, nowNanos);
    }

    /** After {@link #leave}: true when the app has taken leave, too, or too long a time for it. */
    boolean left(long nowNanos) {
        return farewell.over(nowNanos);
    }

    void close() {
        socket.close();
    }
}
