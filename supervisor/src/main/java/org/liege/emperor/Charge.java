package org.liege.emperor;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.liege.sandbox.Attendance;
import org.liege.sandbox.CpuTime;
import org.liege.sandbox.Footprint;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ProcessInfo;
import org.liege.sandbox.ProcessTable;
import org.liege.vassal.VassalView;

/** One vassal that the {@link Curfew} looks at: awake, and to be stopped when nobody needs it. */
final class Charge {
    private static final long SHORTEST_PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_PACE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int LOOKS = 10;
    private static final long SHORTEST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int REST_SHARE = 4;

    private final Stillness stillness = new Stillness();
    private final Rest rest = new Rest();
    private long idleNanos;
    private Set<Integer> workers = Set.of();
    private long dueNanos;
    private String obstacle = "";

    /** What the latest snapshot says of it. */
    void is(VassalView view) {
        idleNanos = TimeUnit.MILLISECONDS.toNanos(view.idleMillis());
        Set<Integer> pids = new HashSet<>();
        view.workers().forEach(worker -> pids.add(worker.pid()));
        workers = pids;
    }

    long dueNanos() {
        return dueNanos;
    }

    private long paceNanos() {
        return Math.max(SHORTEST_PACE_NANOS, Math.min(LONGEST_PACE_NANOS, idleNanos / LOOKS));
    }

    /** Looks at its listeners; {@code attendance} was read just before. */
    void look(List<Estate.Holding> holdings, Map<Long, Attendance> attendance, long nowNanos) {
        dueNanos = nowNanos + paceNanos();
        obstacle = "";
        // Listeners that are being opened anew are a sign of life, too.
        boolean visited = holdings.isEmpty();
        int waiting = 0;
        Set<Long> clients = new HashSet<>();
        for (Estate.Holding holding : holdings) {
            Attendance there = attendance.getOrDefault(holding.socket().inode(), new Attendance(1, Set.of()));
            waiting += there.waiting();
            clients.addAll(there.clients());
            visited |= footprint(holding);
        }
        stillness.take(new Stillness.Look(visited, waiting, clients, workers), nowNanos);
        if (obstacle.isEmpty() && stillness.blind()) {
            obstacle = "connections come that leave no access time at its socket, as through a read-only mount";
        }
    }

    private boolean footprint(Estate.Holding holding) {
        Footprint.whyNoneAt(holding.socket().path()).ifPresent(why -> obstacle = why);
        try {
            return holding.socket().takeFootprint();
        } catch (KernelException unreadable) {
            obstacle = unreadable.getMessage();
            return true;
        }
    }

    /** Why its visitors can't all be told; empty when they can. */
    String obstacle() {
        return obstacle;
    }

    /** Milliseconds for which nobody needed it, or 0 when it is not to be stopped. */
    long quietMillis(Supplier<Map<Integer, List<ProcessInfo>>> sessions, long nowNanos) {
        long quiet = stillness.nanos(nowNanos);
        long span = Math.max(SHORTEST_REST_NANOS, Math.min(LONGEST_REST_NANOS, idleNanos / REST_SHARE));
        if (quiet + span + paceNanos() < idleNanos) {
            rest.clear();
            return 0;
        }
        boolean rested = rest.take(cpuMillis(sessions.get()), nowNanos, span);
        return rested && quiet >= idleNanos && obstacle.isEmpty() ? TimeUnit.NANOSECONDS.toMillis(quiet) : 0;
    }

    /** Of its workers, of what descends from them, and of who is left in their sessions. */
    private long cpuMillis(Map<Integer, List<ProcessInfo>> sessions) {
        Set<Integer> tree = new HashSet<>(workers);
        for (int worker : workers) {
            tree.addAll(ProcessTable.descendants(worker));
            sessions.getOrDefault(worker, List.of()).forEach(member -> tree.add(member.pid()));
        }
        return tree.stream().mapToLong(pid -> CpuTime.millis(pid).orElse(0)).sum();
    }
}
