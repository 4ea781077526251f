package org.liege.simulation;

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

    boolean alive = true;
    boolean obeysStop;
    /** When its readiness condition holds; MAX_VALUE for never. */
    long readyAtMillis = Long.MAX_VALUE;
    boolean askedToEnd;
    /** Whether the living master was, or is about to be, told that it exists, and when. */
    boolean known;
    long knownAtMillis;
    boolean readyTold;
    Exit exit;

    private Process(int pid, long startTicks, String vassal, int generation, int slot, Decree decree) {
        this.pid = pid;
        this.startTicks = startTicks;
        this.vassal = vassal;
        this.generation = generation;
        this.slot = slot;
        this.decree = decree;
    }

    static Process worker(int pid, long startTicks, String vassal, int generation, int slot, Decree decree) {
        return new Process(pid, startTicks, vassal, generation, slot, decree);
    }

    static Process stranger(int pid, long startTicks) {
        return new Process(pid, startTicks, null, 0, 0, null);
    }

    boolean stranger() {
        return vassal == null;
    }

    @Override
    public String toString() {
        return pid + "@" + startTicks;
    }
}
