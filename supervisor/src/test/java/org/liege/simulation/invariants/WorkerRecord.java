package org.liege.simulation.invariants;

import org.liege.vassal.Decree;

/** One worker as facts and orders have told of it. */
final class WorkerRecord {
    final int serial;
    final int generation;
    final int slot;
    final Decree decree;

    int pid;
    long startTicks;
    /** Whether the process was told of; before that there is only the order to spawn it. */
    boolean told;
    long toldAtMillis;
    boolean adopted;
    long conditionAtMillis = Long.MAX_VALUE;
    long readyAtMillis = Long.MAX_VALUE;
    boolean provenSeen;
    boolean asked;
    long askedAtMillis;
    boolean killed;
    long killedAtMillis;
    boolean exited;
    boolean swept;
    /** Something happened since its spawn was ordered that may have made it unwanted before it was there. */
    boolean doubtful;
    /** Its file was removed in its lifetime: its end is no failure, even if it came before the signal. */
    boolean unwanted;

    WorkerRecord(int serial, int generation, int slot, Decree decree) {
        this.serial = serial;
        this.generation = generation;
        this.slot = slot;
        this.decree = decree;
    }

    boolean is(int otherPid, long otherTicks) {
        return told && pid == otherPid && startTicks == otherTicks;
    }

    boolean alive() {
        return !exited;
    }

    /** Alive, and nobody has asked it to end. */
    boolean wanted() {
        return !exited && !asked && !killed;
    }

    boolean ready() {
        return readyAtMillis != Long.MAX_VALUE;
    }

    /** Wanted, not ready, and started by this master. */
    boolean starting() {
        return wanted() && !ready() && !adopted;
    }

    @Override
    public String toString() {
        return "worker " + pid + "@" + startTicks + " (serial " + serial + ", generation " + generation + ", slot "
                + slot + ")";
    }
}
