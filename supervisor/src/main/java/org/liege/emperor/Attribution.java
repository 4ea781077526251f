package org.liege.emperor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liege.sandbox.AcceptWait;
import org.liege.sandbox.ProcessInfo;
import org.liege.sandbox.ProcessTable;

/** Tells what a worker's tree holds and waits for, the cheapest look first. */
final class Attribution {
    private Attribution() {}

    /**
     * Which of these sockets the worker, a descendant of it or a member of its session holds. A worker whose descriptors may not be
     * seen (its program is not readable, which makes it undumpable, and the daemon is not root) is believed to hold what no rival
     * is seen to hold.
     *
     * @param rivals other workers on the same listener
     */
    static Set<Long> held(int worker, Set<Long> inodes, List<Integer> rivals) {
        Set<Long> unknown = new HashSet<>(inodes);
        Set<Long> found = new HashSet<>();
        take(tree(worker), unknown, found);
        if (!unknown.isEmpty()) {
            rivals.forEach(rival -> take(tree(rival), unknown, new HashSet<>()));
        }
        if (!unknown.isEmpty() && hidden(worker)) {
            found.addAll(unknown);
        } else if (!unknown.isEmpty()) {
            take(session(worker), unknown, found);
        }
        return found;
    }

    /** Whether anyone of the worker's tree waits for connections at the listener. */
    static AcceptWait waits(int worker, long listenerInode) {
        AcceptWait best = AcceptWait.NO;
        for (int pid : tree(worker)) {
            best = best.or(AcceptWait.of(pid, listenerInode));
            if (best == AcceptWait.HERE) {
                break;
            }
        }
        return best;
    }

    private static void take(List<Integer> pids, Set<Long> unknown, Set<Long> found) {
        for (int pid : pids) {
            if (unknown.isEmpty()) {
                return;
            }
            Set<Long> sockets = ProcessTable.sockets(pid);
            sockets.retainAll(unknown);
            found.addAll(sockets);
            unknown.removeAll(sockets);
        }
    }

    private static List<Integer> tree(int worker) {
        List<Integer> pids = new ArrayList<>(List.of(worker));
        pids.addAll(ProcessTable.descendants(worker));
        return pids;
    }

    private static List<Integer> session(int worker) {
        return ProcessTable.bySession().getOrDefault(worker, List.of()).stream()
                .map(ProcessInfo::pid)
                .toList();
    }

    private static boolean hidden(int worker) {
        Path descriptors = Path.of("/proc", Integer.toString(worker), "fd");
        return Files.exists(descriptors) && !Files.isReadable(descriptors);
    }
}
