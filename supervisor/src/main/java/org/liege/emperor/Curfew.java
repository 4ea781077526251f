package org.liege.emperor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.realm.Snapshot;
import org.liege.sandbox.Attendance;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ProcessInfo;
import org.liege.sandbox.ProcessTable;
import org.liege.sandbox.QueueReader;
import org.liege.vassal.Fact;
import org.liege.vassal.VassalView;

/**
 * The thread that tells which vassals nobody needs, of those that are awake and have {@code idle} set: no connection was made to
 * a socket of theirs since, none is open, nobody waits, and their processes rest. One dump of sock_diag serves all that are due
 * in a round; nothing is looked at where no vassal can idle.
 */
final class Curfew implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Curfew.class);
    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    /** So many are named in a complaint. */
    private static final int MOST_NAMES = 5;

    private final Supplier<Snapshot> latest;
    private final Estates estates;
    private final QueueReader diag;
    private final Mailbox mailbox;
    private final Consumer<List<String>> complaints;
    private final Map<String, Charge> charges = new TreeMap<>();
    /** Vassals whose visitors can't all be told, and why. */
    private final Map<String, String> obstacles = new TreeMap<>();
    private Snapshot seen;
    private boolean refused;

    /**
     * @param latest the realm as readers see it
     * @param complaints told of all vassals whose idleness can't be told, whenever that changes
     */
    Curfew(Supplier<Snapshot> latest, Estates estates, QueueReader diag, Mailbox mailbox,
            Consumer<List<String>> complaints) {
        this.latest = latest;
        this.estates = estates;
        this.diag = diag;
        this.mailbox = mailbox;
        this.complaints = complaints;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                round();
                Thread.sleep(pauseMillis());
            }
        } catch (InterruptedException end) {
            LOG.debug("the curfew ends");
        }
    }

    private long pauseMillis() {
        long now = System.nanoTime();
        long pause = LONGEST_PAUSE_MILLIS;
        for (Charge charge : charges.values()) {
            pause = Math.min(pause, TimeUnit.NANOSECONDS.toMillis(charge.dueNanos() - now));
        }
        return Math.max(SHORTEST_PAUSE_MILLIS, pause);
    }

    private void round() {
        try {
            callTheRoll();
            List<String> due = new ArrayList<>();
            long now = System.nanoTime();
            charges.forEach((name, charge) -> {
                if (charge.dueNanos() - now <= 0) {
                    due.add(name);
                }
            });
            if (!due.isEmpty()) {
                look(due);
            }
        } catch (KernelException unreadable) {
            // Without sock_diag nobody can be said to be without visitors.
            if (!refused) {
                refused = true;
                LOG.error("could not tell who is idle: {}", unreadable.getMessage());
                complaints.accept(List.of("could not tell who is idle: " + unreadable.getMessage()));
            }
        } catch (RuntimeException bug) {
            LOG.error("the curfew met what it can't: {}", bug.toString(), bug);
        }
    }

    private void callTheRoll() {
        Snapshot now = latest.get();
        if (now == seen) {
            return;
        }
        seen = now;
        Set<String> awake = new HashSet<>();
        for (VassalView view : now.vassals()) {
            if (view.idleMillis() > 0 && view.running()) {
                awake.add(view.name());
                charges.computeIfAbsent(view.name(), unused -> new Charge()).is(view);
            }
        }
        charges.keySet().retainAll(awake);
        for (String name : List.copyOf(obstacles.keySet())) {
            if (!awake.contains(name)) {
                tell(name, "");
            }
        }
    }

    private void look(List<String> due) throws KernelException {
        Map<String, List<Estate.Holding>> holdings = new HashMap<>();
        Set<Long> inodes = new HashSet<>();
        for (String name : due) {
            List<Estate.Holding> held = estates.holdingsOf(name);
            holdings.put(name, held);
            held.forEach(holding -> inodes.add(holding.socket().inode()));
        }
        Map<Long, Attendance> attendance = diag.attendance(inodes);
        if (refused) {
            refused = false;
            complaints.accept(complaintsNow());
        }
        Supplier<Map<Integer, List<ProcessInfo>>> sessions = sessions();
        for (String name : due) {
            Charge charge = charges.get(name);
            long now = System.nanoTime();
            charge.look(holdings.get(name), attendance, now);
            tell(name, charge.obstacle());
            long quiet = charge.quietMillis(sessions, now);
            if (quiet > 0) {
                mailbox.observed(name, new Fact.Quiet(quiet));
            }
        }
    }

    /** One look at /proc serves all, and comes only when somebody asks for it. */
    private static Supplier<Map<Integer, List<ProcessInfo>>> sessions() {
        Map<Integer, List<ProcessInfo>> all = new HashMap<>();
        return () -> {
            if (all.isEmpty()) {
                all.putAll(ProcessTable.bySession());
            }
            return all;
        };
    }

    private void tell(String vassal, String why) {
        String before = why.isEmpty() ? obstacles.remove(vassal) : obstacles.put(vassal, why);
        if (why.equals(before == null ? "" : before)) {
            return;
        }
        if (!why.isEmpty()) {
            LOG.warn("{}: it is not stopped when idle, since that can't be told: {}", vassal, why);
        }
        mailbox.observed(vassal, new Fact.Unseen(why));
        complaints.accept(complaintsNow());
    }

    private List<String> complaintsNow() {
        Map<String, List<String>> byCause = new TreeMap<>();
        obstacles.forEach((name, why) -> byCause.computeIfAbsent(why, unused -> new ArrayList<>()).add(name));
        List<String> words = new ArrayList<>();
        byCause.forEach((why, names) -> words.add("could not tell whether " + named(names) + " idle: " + why));
        return words;
    }

    private static String named(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        int more = names.size() - MOST_NAMES;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
