package org.liege.emperor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.liege.sandbox.AcceptWait;
import org.liege.sandbox.QueueReader;
import org.liege.vassal.Readiness;

/**
 * {@code ready = accept} and {@code http:/path}: a connection of our own that has left the listen queue. The kernel queues for a
 * dead app just as well, and another process may hold the same listener; so the server's end of the connection must be found
 * among the descriptors of the worker's own tree before it counts (UNIX_DIAG, UDIAG_SHOW_PEER).
 *
 * <p>Beside rivals, which may win every single connection, several knock at once, and only when the worker may be waiting for
 * connections; for {@code accept} it is enough that it is seen waiting.
 */
final class SocketProbe extends Probe {
    /**
     * Where probes knock.
     *
     * @param inode the socket's, 0 when there is no listener of ours
     * @param backlog its effective backlog
     */
    record Door(String path, long inode, int backlog) {}

    /** So many at once mostly find also one that wins no single connection; after a round that didn't, twice as many knock. */
    private static final int FIRST_KNOCKS = 4;
    private static final int MOST_KNOCKS = 16;
    /** Knocking takes no more than this share of the places in the queue. */
    private static final int QUEUE_SHARE = 4;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long LAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** For a worker that does not seem to wait for connections: one that is always busy is found all the same. */
    private static final long IDLE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final QueueReader diag;
    private final Door door;
    private final Readiness readiness;
    private final Supplier<List<Integer>> rivals;
    private final List<Knock> knocks = new ArrayList<>();
    private final List<Knock> leaving = new ArrayList<>();
    private final QueueHead head;
    /** The one that the worker has accepted. */
    private Knock chosen;
    private boolean ready;
    private long knockedNanos = System.nanoTime() - IDLE_PAUSE_NANOS;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private int times = FIRST_KNOCKS;

    /** @param rivals the pids of other workers of the same vassal, now */
    SocketProbe(Subject subject, QueueReader diag, Door door, Readiness readiness, Supplier<List<Integer>> rivals) {
        super(subject);
        this.diag = diag;
        this.door = door;
        this.head = new QueueHead(diag, door.inode());
        this.readiness = readiness;
        this.rivals = rivals;
    }

    @Override
    boolean holds() {
        bid(leaving);
        if (knocks.isEmpty() && chosen == null) {
            approach(rivals.get());
        }
        if (!knocks.isEmpty()) {
            judge();
        }
        if (chosen != null && readiness instanceof Readiness.Http http) {
            hear(chosen.ask(subject().vassal, http));
        }
        return ready;
    }

    /** A connection that waits, or is asked, keeps somebody busy: it is looked after quickly. */
    @Override
    long waitedNanos(long now) {
        return knocks.isEmpty() && chosen == null ? super.waitedNanos(now) : now - knockedNanos;
    }

    private void approach(List<Integer> others) {
        if (others.isEmpty() || door.inode() == 0) {
            knock(1);
            return;
        }
        AcceptWait seen = Attribution.waits(subject().pid, door.inode());
        if (seen == AcceptWait.HERE && readiness instanceof Readiness.Accept) {
            ready = true;
        } else if (System.nanoTime() - knockedNanos >= pause(seen)) {
            knock(Math.max(1, Math.min(times, door.backlog() / QUEUE_SHARE)));
            times = Math.min(2 * times, MOST_KNOCKS);
            pauseNanos = Math.min(2 * pauseNanos, LAST_PAUSE_NANOS);
        }
    }

    private long pause(AcceptWait seen) {
        return switch (seen) {
            case HERE, MAYBE -> pauseNanos;
            case NO -> IDLE_PAUSE_NANOS;
        };
    }

    private void knock(int count) {
        knockedNanos = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Knock.at(door.path()).ifPresent(knocks::add);
        }
        if (knocks.isEmpty()) {
            watchOthers();
        }
    }

    /** The queue is full. That it serves others, where nobody else does, has to do for {@code http:/path}, too. */
    private void watchOthers() {
        Set<Long> accepted = head.look();
        List<Integer> others = rivals.get();
        ready |= !accepted.isEmpty()
                && (others.isEmpty() || readiness instanceof Readiness.Accept)
                && !Attribution.held(subject().pid, accepted, others).isEmpty();
    }

    private void judge() {
        List<Knock> accepted = new ArrayList<>();
        for (Iterator<Knock> all = knocks.iterator(); all.hasNext(); ) {
            Knock knock = all.next();
            switch (knock.fate(diag)) {
                case WAITING -> {}
                case ACCEPTED -> {
                    accepted.add(knock);
                    all.remove();
                }
                case OVER -> {
                    all.remove();
                    over(knock);
                }
            }
        }
        choose(accepted);
    }

    /** Without rivals there was nobody else to accept it. */
    private void over(Knock knock) {
        knock.close();
        ready |= readiness instanceof Readiness.Accept && rivals.get().isEmpty();
    }

    private void choose(List<Knock> accepted) {
        if (!accepted.isEmpty()) {
            Set<Long> peers = new HashSet<>();
            accepted.forEach(knock -> peers.add(knock.peer()));
            Set<Long> ours = Attribution.held(subject().pid, peers, rivals.get());
            for (Knock knock : accepted) {
                if (chosen == null && ours.contains(knock.peer())) {
                    chosen = knock;
                } else {
                    leaving.add(knock);
                }
            }
            ready |= chosen != null && readiness instanceof Readiness.Accept;
        }
        if (chosen != null || ready) {
            leaving.addAll(knocks);
            knocks.clear();
        }
        bid(leaving);
    }

    private void hear(Knock.Answer answer) {
        switch (answer) {
            case NONE_YET -> {}
            case RIGHT -> ready = true;
            case WRONG -> {
                chosen.close();
                chosen = null;
            }
        }
    }

    /** Takes leave of each as far as that is possible now; those that are done are closed. */
    private static void bid(List<Knock> farewells) {
        for (Iterator<Knock> all = farewells.iterator(); all.hasNext(); ) {
            Knock knock = all.next();
            if (knock.takeLeave()) {
                knock.close();
                all.remove();
            }
        }
    }

    @Override
    boolean takeLeave() {
        if (chosen != null) {
            leaving.add(chosen);
            chosen = null;
        }
        leaving.addAll(knocks);
        knocks.clear();
        bid(leaving);
        return leaving.isEmpty();
    }

    @Override
    void close() {
        takeLeave();
        leaving.forEach(Knock::close);
        leaving.clear();
    }
}
