package org.liege.simulation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.liege.vassal.Action;
import org.liege.vassal.Decree;
import org.liege.vassal.Exit;

/** One process as it truly is: a worker of a vassal, or a stranger. */
final class Process {
    final int pid;
    final long startTicks;
    /** Whose worker it is; null for a stranger. */
    final String vassal;
    final int generation;
    final int slot;
    final Decree decree;
    /** Its number among the vassal's workers, and which ledger knows of it: its token. */
    final int serial;
    final int epoch;
    /** The listeners that it inherited: inode by path. */
    final Map<String, Long> inherited;

    boolean alive = true;
    boolean obeysStop;
    /** It no longer does anything, nor says that it is well. */
    boolean hangs;
    /** When its readiness condition holds; MAX_VALUE for never. */
    long readyAtMillis = Long.MAX_VALUE;
    boolean askedToEnd;
    /** Whether the living master was, or is about to be, told that it exists, and when. */
    boolean known;
    long knownAtMillis;
    boolean readyTold;
    Exit exit;

    private Process(int pid, long startTicks, String vassal, Action.Spawn order, int epoch, Map<String, Long> inherited) {
        this.pid = pid;
        this.startTicks = startTicks;
        this.vassal = vassal;
        this.generation = order == null ? 0 : order.generation();
        this.slot = order == null ? 0 : order.slot();
        this.decree = order == null ? null : order.decree();
        this.serial = order == null ? 0 : order.serial();
        this.epoch = epoch;
        // In the order of the paths, on every JVM.
        this.inherited = Collections.unmodifiableMap(new TreeMap<>(inherited));
    }

    static Process worker(int pid, long startTicks, String vassal, Action.Spawn order, int epoch,
            Map<String, Long> inherited) {
        return new Process(pid, startTicks, vassal, order, epoch, inherited);
    }

    static Process stranger(int pid, long startTicks) {
        return new Process(pid, startTicks, null, null, 0, Map.of());
    }

    /** It runs and its readiness condition holds. */
    boolean serves(long nowMillis) {
        return alive && readyAtMillis <= nowMillis;
    }

    /** It takes connections: not while it hangs, nor once it has heard that it is to end. */
    boolean accepts(long nowMillis) {
        return serves(nowMillis) && !hangs && !(askedToEnd && obeysStop);
    }

    boolean stranger() {
        return vassal == null;
    }

    @Override
    public String toString() {
        return pid + "@" + startTicks;
    }
}
