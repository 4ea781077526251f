package org.liege.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The truth about who comes: connections that wait in a listener's queue until a worker accepts them, and then stay open for a
 * while. As in the kernel, a queue lives as long as anybody holds the listener, takes one more than its backlog, and keeps those
 * whose clients have gone.
 */
final class Visitors {
    private static final class Queue {
        private final String vassal;
        private int waiting;
        private long sinceMillis;
        private boolean busy;
        private int paceMillis;

        private Queue(String vassal) {
            this.vassal = vassal;
        }
    }

    /** One accepted connection. */
    private record Visit(Process server, long endsAtMillis) {
        boolean open(long nowMillis) {
            return server.alive && endsAtMillis > nowMillis;
        }
    }

    private final Timeline timeline;
    private final Dice dice;
    private final ProcessTable processes;
    private final Sockets sockets;
    private final Porter porter;
    private final Map<Long, Queue> queues = new TreeMap<>();
    private final Map<String, List<Visit>> visits = new HashMap<>();
    private final Map<String, Long> connectedAt = new HashMap<>();

    Visitors(Timeline timeline, Dice dice, ProcessTable processes, Sockets sockets, Porter porter) {
        this.timeline = timeline;
        this.dice = dice;
        this.processes = processes;
        this.sockets = sockets;
        this.porter = porter;
    }

    /**
     * So many connect to one of its sockets at once; the number of those who may wait there, or are refused by nobody's fault.
     * {@code paceMillis}: a worker takes about that long for each.
     */
    int come(String vassal, int count, int paceMillis) {
        List<Long> places = List.copyOf(sockets.paths(vassal).values());
        if (places.isEmpty()) {
            return 0;
        }
        long inode = dice.pick(places);
        if (!held(vassal, inode)) {
            return 0;
        }
        connectedAt.put(vassal, timeline.nowMillis());
        Queue queue = queues.computeIfAbsent(inode, unused -> new Queue(vassal));
        int taken = Math.max(0, Math.min(count, sockets.backlog(inode) + 1 - queue.waiting));
        queue.sinceMillis = queue.waiting == 0 ? timeline.nowMillis() : queue.sinceMillis;
        queue.waiting += taken;
        queue.paceMillis = paceMillis;
        porter.heard(vassal, inode);
        serve(inode, queue);
        return taken;
    }

    private boolean held(String vassal, long inode) {
        return sockets.open(vassal).containsValue(inode) || processes.livingWorkersOf(vassal).stream()
                .anyMatch(process -> process.inherited.containsValue(inode));
    }

    /** A worker's readiness condition holds from now on: it accepts. */
    void serves(Process process) {
        process.inherited.values().forEach(inode -> {
            Queue queue = queues.get(inode);
            if (queue != null) {
                serve(inode, queue);
            }
        });
    }

    private void serve(long inode, Queue queue) {
        if (!queue.busy && queue.waiting > 0) {
            queue.busy = true;
            timeline.in(dice.between(1L, queue.paceMillis), () -> accept(inode, queue));
        }
    }

    /** Each that accepts takes one; where nobody does, they wait until somebody can. */
    private void accept(long inode, Queue queue) {
        queue.busy = false;
        List<Process> servers = processes.livingWorkersOf(queue.vassal).stream()
                .filter(process -> process.accepts(timeline.nowMillis()) && process.inherited.containsValue(inode))
                .toList();
        for (Process server : servers) {
            if (queue.waiting > 0) {
                queue.waiting--;
                long lasts = dice.chance(10) ? dice.between(1_000L, 8_000L) : dice.between(0L, 50L);
                visits.computeIfAbsent(queue.vassal, unused -> new ArrayList<>())
                        .add(new Visit(server, timeline.nowMillis() + lasts));
            }
        }
        if (!servers.isEmpty()) {
            queue.sinceMillis = timeline.nowMillis();
            serve(inode, queue);
        }
    }

    /** Connections in the queue of one listener. */
    int waiting(String vassal, long inode) {
        Queue queue = queues.get(inode);
        if (queue != null && !held(vassal, inode)) {
            queues.remove(inode);
            return 0;
        }
        return queue == null ? 0 : queue.waiting;
    }

    /** Connections in the queues of its open listeners. */
    int waiting(String vassal) {
        return sockets.open(vassal).values().stream().mapToInt(inode -> waiting(vassal, inode)).sum();
    }

    /** Since when somebody has waited at one of its open listeners and nobody was accepted there; MAX_VALUE when nobody waits. */
    long waitingSinceMillis(String vassal) {
        return sockets.open(vassal).values().stream()
                .filter(inode -> waiting(vassal, inode) > 0)
                .mapToLong(inode -> queues.get(inode).sinceMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether one of its workers has a connection open. */
    boolean visited(String vassal) {
        List<Visit> open = visits.get(vassal);
        return open != null && !open.isEmpty()
                && !(open.removeIf(visit -> !visit.open(timeline.nowMillis())) && open.isEmpty());
    }

    /** When somebody last connected; negative when nobody has. */
    long connectedAtMillis(String vassal) {
        return connectedAt.getOrDefault(vassal, -1L);
    }
}
