package org.liege.emperor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ProbeSocket;
import org.liege.sandbox.QueueReader;
import org.liege.vassal.Fact;
import org.liege.vassal.Readiness;

/**
 * The health checks of one vassal, one after the other, in steps that don't block. Overload must never look like a hang:
 *
 * <ul>
 *   <li>A check whose connection still waits in the listen queue when its time ends has failed only if nobody was accepted
 *       meanwhile ({@link QueueWatch}); the same holds where the queue was full all the time.
 *   <li>An app that accepted late has its time for the answer from then on: the connection is kept, and the next check goes on
 *       with it. So checks don't fill a slow app's queue either.
 *   <li>What is wrong with us (EMFILE, EACCES) is not the app's fault.
 * </ul>
 */
final class Checkup {
    private static final Logger LOG = LogManager.getLogger(Checkup.class);
    private static final Fact.Checked WELL = new Fact.Checked(true, "");
    private static final long SHORTEST_PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long IDLE_PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** The wait between two steps is this share of the time that has passed. */
    private static final int SHARE = 16;
    /** Accepted later than after one such part of the time is late. */
    private static final int LATE_SHARE = 4;
    /** How long a connection is kept for a next check that does not come. */
    private static final long FORGOTTEN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String vassal;
    private final QueueReader diag;
    private final List<Visit> leaving = new ArrayList<>();
    private Errand errand;
    private boolean underWay;
    private long startNanos;
    private QueueWatch queue = new QueueWatch();
    private Visit visit;
    private boolean lostOne;

    Checkup(String vassal, QueueReader diag) {
        this.vassal = vassal;
        this.diag = diag;
    }

    /**
     * What is to be done.
     *
     * @param question what to ask
     * @param path where the app listens
     * @param listener inode of the listener there
     * @param timeoutMillis after which the check is over
     */
    record Errand(Readiness.Http question, String path, long listener, long timeoutMillis) {
        private long timeoutNanos() {
            return TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        }
    }

    /** Starts a check; {@link #step} has its result. */
    void begin(Errand next, long nowNanos) {
        if (visit != null && (errand.listener() != next.listener() || !visit.question().equals(next.question()))) {
            takeLeave(nowNanos);
        }
        errand = next;
        underWay = true;
        startNanos = nowNanos;
        queue = new QueueWatch();
        lostOne = false;
    }

    /** When the next step is due. */
    long dueNanos(long nowNanos) {
        if (!underWay) {
            return nowNanos + IDLE_PACE_NANOS;
        }
        long passed = nowNanos - startNanos;
        long pace = Math.max(SHORTEST_PACE_NANOS, Math.min(LONGEST_PACE_NANOS, passed / SHARE));
        return Math.min(nowNanos + pace, Math.max(nowNanos + SHORTEST_PACE_NANOS, startNanos + errand.timeoutNanos()));
    }

    /** Whether steps have something to do. */
    boolean idle() {
        return !underWay && visit == null && leaving.isEmpty();
    }

    /** One step; the result of the check under way, when it has one. */
    Optional<Fact.Checked> step(long nowNanos) {
        leaving.removeIf(old -> left(old, nowNanos));
        Optional<Fact.Checked> result = Optional.empty();
        try {
            result = look(nowNanos);
        } catch (KernelException ours) {
            LOG.warn("{}: could not check its health: {}", vassal, ours.getMessage());
            drop();
            result = Optional.of(WELL);
        }
        if (!underWay) {
            return Optional.empty();
        }
        underWay = result.isEmpty();
        return result;
    }

    private Optional<Fact.Checked> look(long nowNanos) throws KernelException {
        Visit.News news = visit == null ? Visit.News.NOTHING_YET : visit.hear();
        if (news == Visit.News.ANSWERED) {
            Fact.Checked judged = judge(visit);
            takeLeave(nowNanos);
            return Optional.of(judged);
        }
        if (news == Visit.News.LOST) {
            drop();
            if (lostOne) {
                return failed("closed the connection without an answer to GET " + errand.question().path());
            }
            // A worker that has just been replaced: its successor is to have its say.
            lostOne = true;
        }
        return underWay ? goOn(nowNanos) : rest(nowNanos);
    }

    private Optional<Fact.Checked> goOn(long nowNanos) throws KernelException {
        if (visit == null) {
            Optional<Fact.Checked> refused = connect();
            if (refused.isPresent()) {
                return refused;
            }
        }
        boolean accepted = visit != null && visit.accepted(diag, nowNanos);
        if (!accepted) {
            queue.look(diag.waiting(errand.listener()).orElse(List.of()));
        }
        boolean timeIsUp = nowNanos - startNanos >= errand.timeoutNanos();
        if (accepted) {
            return keepsUsWaiting(timeIsUp, nowNanos);
        }
        return timeIsUp ? judgeQueue() : Optional.empty();
    }

    private Optional<Fact.Checked> keepsUsWaiting(boolean timeIsUp, long nowNanos) {
        long patience = errand.timeoutNanos() - (timeIsUp ? errand.timeoutNanos() / LATE_SHARE : 0);
        if (nowNanos - visit.acceptedNanos() >= patience) {
            takeLeave(nowNanos);
            return failed("gave no answer to GET " + errand.question().path() + within());
        }
        return timeIsUp ? Optional.of(WELL) : Optional.empty();
    }

    private Optional<Fact.Checked> judgeQueue() {
        if (queue.moved()) {
            return Optional.of(WELL);
        }
        return failed("accepted nobody" + within() + ", and " + queue.length() + " wait in its queue");
    }

    private Optional<Fact.Checked> connect() throws KernelException {
        ProbeSocket.Connection connection = ProbeSocket.connect(errand.path());
        if (connection instanceof ProbeSocket.Connection.Connected connected) {
            visit = new Visit(connected.socket(), vassal, errand.question());
        } else if (connection instanceof ProbeSocket.Connection.Failed refused) {
            throw refused.failure();
        } else if (!(connection instanceof ProbeSocket.Connection.Full)) {
            return failed("has nobody who listens at " + errand.path());
        }
        return Optional.empty();
    }

    /** Between two checks; the connection of the last one may be answered, or is given up when no check follows. */
    private Optional<Fact.Checked> rest(long nowNanos) {
        if (visit != null && nowNanos - startNanos > 2 * errand.timeoutNanos() + FORGOTTEN_NANOS) {
            takeLeave(nowNanos);
        }
        return Optional.empty();
    }

    private Fact.Checked judge(Visit answered) {
        OptionalInt status = HttpQuestion.status(answered.line());
        String asked = " to GET " + errand.question().path();
        if (status.isEmpty()) {
            return new Fact.Checked(false, "gave an answer that is not HTTP" + asked);
        }
        return HttpQuestion.right(errand.question(), status.getAsInt())
                ? WELL
                : new Fact.Checked(false, "answered " + status.getAsInt() + asked);
    }

    private static Optional<Fact.Checked> failed(String why) {
        return Optional.of(new Fact.Checked(false, why));
    }

    private String within() {
        long millis = errand.timeoutMillis();
        return " within " + (millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms");
    }

    private static boolean left(Visit old, long nowNanos) {
        boolean done = old.left(nowNanos);
        if (done) {
            old.close();
        }
        return done;
    }

    private void takeLeave(long nowNanos) {
        visit.leave(nowNanos);
        leaving.add(visit);
        visit = null;
    }

    private void drop() {
        if (visit != null) {
            visit.close();
        }
        visit = null;
    }

    /** Gives back what is held. */
    void close() {
        drop();
        leaving.forEach(Visit::close);
        leaving.clear();
        underWay = false;
    }
}
