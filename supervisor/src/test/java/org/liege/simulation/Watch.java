package org.liege.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.liege.vassal.Fact;
import org.liege.vassal.VassalView;

/**
 * Looks at the queues and at who is idle, again and again, as the daemon's sampler and curfew do. What they tell may come late, so
 * that somebody has come meanwhile; but in the order in which it was seen.
 */
final class Watch {
    /** What one look at the queues has found. */
    private record Level(int length, int limit) {}

    private static final class Charge {
        private Set<Integer> workers = Set.of();
        private long signMillis;
    }

    private final Timeline timeline;
    private final Dice dice;
    private final Weather weather;
    private final Succession succession;
    private final Sockets sockets;
    private final Visitors visitors;
    private final Map<String, Charge> charges = new TreeMap<>();
    private final Map<String, Level> told = new TreeMap<>();
    private final Map<String, Long> busyUntil = new HashMap<>();

    Watch(Timeline timeline, Dice dice, Weather weather, Succession succession, Sockets sockets, Visitors visitors) {
        this.timeline = timeline;
        this.dice = dice;
        this.weather = weather;
        this.succession = succession;
        this.sockets = sockets;
        this.visitors = visitors;
    }

    /** Looks from now on. */
    void begin() {
        timeline.in(dice.between(20L, 250L), () -> {
            succession.master().ifPresent(this::look);
            begin();
        });
    }

    private void look(Master master) {
        boolean again = dice.chance(30);
        boolean idle = dice.chance(50);
        Set<String> awake = new HashSet<>();
        for (VassalView view : master.snapshot().vassals()) {
            lookAtQueues(view.name(), again);
            if (view.idleMillis() > 0 && view.running()) {
                awake.add(view.name());
                if (idle) {
                    lookForVisitors(view, charges.computeIfAbsent(view.name(), unused -> new Charge()));
                }
            }
        }
        charges.keySet().retainAll(awake);
    }

    private void lookAtQueues(String vassal, boolean again) {
        Level level = new Level(0, 0);
        for (long inode : sockets.open(vassal).values()) {
            Level there = new Level(visitors.waiting(vassal, inode), sockets.backlog(inode));
            if (there.length() > 0 && share(there) >= share(level)) {
                level = there;
            }
        }
        Level before = told.get(vassal);
        if (level.length() == 0 ? before != null : again || !level.equals(before)) {
            tell(vassal, new Fact.QueueSeen(level.length(), level.length() == 0 ? before.limit() : level.limit()));
        }
        if (level.length() == 0) {
            told.remove(vassal);
        } else {
            told.put(vassal, level);
        }
    }

    private static double share(Level level) {
        return level.length() / (level.limit() + 1.0);
    }

    private void lookForVisitors(VassalView view, Charge charge) {
        Set<Integer> workers = new HashSet<>();
        view.workers().forEach(worker -> workers.add(worker.pid()));
        long now = timeline.nowMillis();
        boolean sign = visitors.waiting(view.name()) > 0 || visitors.visited(view.name())
                || !charge.workers.containsAll(workers) || sockets.open(view.name()).isEmpty();
        charge.workers = workers;
        charge.signMillis = Math.max(charge.signMillis, sign ? now : visitors.connectedAtMillis(view.name()));
        if (now - charge.signMillis >= view.idleMillis()) {
            tell(view.name(), new Fact.Quiet(now - charge.signMillis));
        } else if (dice.chance(2)) {
            tell(view.name(), dice.chance(50) ? new Fact.Unseen(dice.chance(50) ? "" : "its sockets lie on a noatime mount")
                    : new Fact.Quiet(now - charge.signMillis));
        }
    }

    private void tell(String vassal, Fact fact) {
        long at = Math.max(busyUntil.getOrDefault(vassal, 0L), timeline.nowMillis() + weather.latency());
        busyUntil.put(vassal, at);
        succession.deliver(at - timeline.nowMillis(), vassal, fact);
    }

    void masterDied() {
        charges.clear();
        told.clear();
        busyUntil.clear();
    }
}
