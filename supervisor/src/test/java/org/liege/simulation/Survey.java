package org.liege.simulation;

import org.liege.simulation.invariants.Truth;

/** What processes and queues tell to whoever may know the truth. */
record Survey(ProcessTable processes, Visitors visitors) implements Truth {
    @Override
    public boolean isWorkerOf(String vassal, int pid, long startTicks) {
        return processes.worker(pid, startTicks).filter(process -> vassal.equals(process.vassal)).isPresent();
    }

    @Override
    public long waitingSinceMillis(String vassal) {
        return visitors.waitingSinceMillis(vassal);
    }

    @Override
    public boolean hangs(int pid, long startTicks) {
        return processes.worker(pid, startTicks).filter(process -> process.hangs || !process.alive).isPresent();
    }
}
