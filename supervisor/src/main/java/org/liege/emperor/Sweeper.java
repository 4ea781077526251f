package org.liege.emperor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.Pidfd;
import org.liege.sandbox.ProcessInfo;
import org.liege.sandbox.ProcessTable;
import org.liege.sandbox.Signals;
import org.liege.vassal.Fact;

/**
 * Kills what is left of a worker's session. Each worker leads a session of its own, so whatever it forked is in it unless it
 * called setsid(2) itself. One look at /proc serves all sessions that are waiting to be swept, and looks are spaced: each costs
 * some 20 us a process of the whole machine, which must not compete with the start of the next worker.
 */
final class Sweeper implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Sweeper.class);
    /** After the news of an end: by then its successor is on its way, and others may have ended, too. */
    private static final long GATHER_MILLIS = 5;
    /** A rest between two looks, as a multiple of what a look takes: not more than a quarter of one processor. */
    private static final int REST_SHARE = 3;
    /** What does not go on KILL within this many looks is in uninterruptible sleep; it is told and given up. */
    private static final int MOST_LOOKS = 400;
    private static final int KILL_AGAIN_LOOKS = 200;

    /** A process that was sent KILL. */
    private record Killed(int pid, long startTicks) {}

    /** {@code whole}: the leader is to go, too, and nobody waits for an answer. */
    private record Session(
            String vassal, int leader, long startTicks, boolean whole, int looks, Set<Killed> killed) {
        Session again() {
            return new Session(vassal, leader, startTicks, whole, looks + 1, killed);
        }

        /** One KILL is enough for each; what is in uninterruptible sleep gets another after a while. */
        boolean firstKill(ProcessInfo member) {
            return killed.add(new Killed(member.pid(), member.startTicks())) || looks % KILL_AGAIN_LOOKS == KILL_AGAIN_LOOKS - 1;
        }
    }

    private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
    private final Mailbox mailbox;

    Sweeper(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** After the leader has ended: kills the rest, then says Swept. */
    void sweep(String vassal, int leader, long startTicks) {
        sessions.add(new Session(vassal, leader, startTicks, false, 0, new HashSet<>()));
    }

    /** Kills everyone in the living leader's session but the leader itself. */
    void killFollowers(String vassal, int leader, long startTicks) {
        sessions.add(new Session(vassal, leader, startTicks, true, 0, new HashSet<>()));
    }

    @Override
    public void run() {
        List<Session> again = new ArrayList<>();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                List<Session> batch = new ArrayList<>(again);
                if (batch.isEmpty()) {
                    batch.add(sessions.take());
                }
                TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                sessions.drainTo(batch);
                again.clear();
                again.addAll(unswept(batch));
            } catch (InterruptedException end) {
                return;
            } catch (RuntimeException bug) {
                LOG.error("the sweeper met what it can't: {}", bug.toString(), bug);
            }
        }
    }

    /** Looks once, and rests a while; answers those that have to be looked at again. */
    private List<Session> unswept(List<Session> batch) throws InterruptedException {
        long before = System.nanoTime();
        Map<Integer, List<ProcessInfo>> bySession = ProcessTable.bySession();
        List<Session> rest = batch.stream()
                .filter(session -> !swept(session, bySession.getOrDefault(session.leader(), List.of())))
                .map(Session::again)
                .toList();
        TimeUnit.NANOSECONDS.sleep(REST_SHARE * (System.nanoTime() - before));
        return rest;
    }

    private boolean swept(Session session, List<ProcessInfo> members) {
        List<ProcessInfo> rest = members.stream()
                .filter(member -> member.pid() != session.leader())
                .filter(member -> member.state() != 'Z' && member.state() != 'X')
                .toList();
        boolean foreign = members.stream()
                .anyMatch(member -> member.pid() == session.leader() && member.startTicks() != session.startTicks());
        if (!foreign) {
            rest.stream().filter(session::firstKill).forEach(member -> kill(session, member));
        }
        if (session.whole()) {
            return true;
        }
        boolean done = foreign || rest.isEmpty();
        if (!done && session.looks() >= MOST_LOOKS) {
            LOG.error("{}: {} processes of the ended worker {} do not go on KILL; left alone", session.vassal(),
                    rest.size(), session.leader());
            done = true;
        }
        if (done) {
            mailbox.observed(session.vassal(), new Fact.Swept(session.leader(), session.startTicks()));
        }
        return done;
    }

    /** The pidfd first, then the comparison: only so is it the process that was seen. */
    private static void kill(Session session, ProcessInfo member) {
        try (Pidfd pidfd = Pidfd.open(member.pid())) {
            if (ProcessTable.startTicks(member.pid()).orElse(-1) == member.startTicks()) {
                Audit.signal(session.vassal(), member.pid(), member.startTicks(), "KILL",
                        "left over of worker " + session.leader());
                pidfd.signal(Signals.KILL);
            }
        } catch (KernelException gone) {
            LOG.debug("{}: process {} went by itself: {}", session.vassal(), member.pid(), gone.getMessage());
        }
    }
}
