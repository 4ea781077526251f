package org.liege.simulation.invariants;

import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/** Nothing is done to a process that is not the vassal's own, by pid and start ticks; nor to one whose end was told. */
final class OwnProcessesOnly implements Invariant {
    private final Truth truth;

    OwnProcessesOnly(Truth truth) {
        this.truth = truth;
    }

    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Probe probe) {
            living(vassal, probe.pid(), probe.startTicks(), action);
        } else if (action instanceof Action.Signal signal) {
            WorkerRecord worker = living(vassal, signal.pid(), signal.startTicks(), action);
            require(!worker.asked || !signal.signal().equals(worker.decree.execution().stopSignal()),
                    "%s: %s is asked to end twice", vassal.name, worker);
        } else if (action instanceof Action.KillTree kill) {
            living(vassal, kill.pid(), kill.startTicks(), action);
        } else if (action instanceof Action.Sweep sweep) {
            WorkerRecord worker = own(vassal, sweep.pid(), sweep.startTicks(), action);
            require(worker.exited && !worker.swept, "%s: sweep of %s, which lives or was swept", vassal.name, worker);
        }
    }

    private WorkerRecord living(VassalRecord vassal, int pid, long startTicks, Action action) {
        WorkerRecord worker = own(vassal, pid, startTicks, action);
        require(worker.alive(), "%s: %s to one that has ended", vassal.name, action);
        return worker;
    }

    private WorkerRecord own(VassalRecord vassal, int pid, long startTicks, Action action) {
        require(truth.isWorkerOf(vassal.name, pid, startTicks), "%s: %s to a stranger", vassal.name, action);
        WorkerRecord worker = vassal.worker(pid, startTicks).orElse(null);
        require(worker != null, "%s: %s to a process that was not told of", vassal.name, action);
        return worker;
    }
}
