package org.liege.simulation;

import org.liege.simulation.invariants.Truth;

/** What the table of processes tells to whoever may know the truth. */
record Survey(ProcessTable processes) implements Truth {
    @Override
    public boolean isWorkerOf(String vassal, int pid, long startTicks) {
        return processes.worker(pid, startTicks).filter(process -> vassal.equals(process.vassal)).isPresent();
    }

    @Override
    public boolean hangs(int pid, long startTicks) {
        return processes.worker(pid, startTicks).filter(process -> process.hangs || !process.alive).isPresent();
    }
}
