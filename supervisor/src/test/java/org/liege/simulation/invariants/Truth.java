package org.liege.simulation.invariants;

/** What only the world itself can tell. */
public interface Truth {
    /** Whether the process with that pid and those start ticks is, or was, a worker of that vassal. */
    boolean isWorkerOf(String vassal, int pid, long startTicks);

    /** Whether that process hangs, or is dead. */
    boolean hangs(int pid, long startTicks);

    /** Since when somebody has waited at a listener of that vassal and nobody was accepted there; MAX_VALUE when nobody waits. */
    long waitingSinceMillis(String vassal);
}
