package org.liege.simulation.invariants;

import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/** Edits act at most once a second: no more generations are started for them, and no more signals are sent. */
final class EditsInterval implements Invariant {
    /** Written down here once more on purpose. */
    private static final long INTERVAL_MILLIS = 1_000;

    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Spawn spawn && spawn.generation() > vassal.serving
                && spawn.generation() != vassal.candidate) {
            long since = now.monotonicMillis() - vassal.candidateAtMillis;
            require(vassal.urged || since >= INTERVAL_MILLIS, "%s: a new generation %d ms after the latest", vassal.name, since);
        } else if (action instanceof Action.Signal signal) {
            WorkerRecord worker = vassal.worker(signal.pid(), signal.startTicks()).orElseThrow();
            if (!signal.signal().equals(worker.decree.execution().stopSignal())) {
                reloaded(vassal, worker, now.monotonicMillis());
            }
        }
    }

    private void reloaded(VassalRecord vassal, WorkerRecord worker, long nowMillis) {
        require(worker.ready() && worker.wanted() && !worker.givenUp, "%s: %s is told to reload, but is not ready for it",
                vassal.name, worker);
        require(vassal.urged || nowMillis - worker.reloadedAtMillis >= INTERVAL_MILLIS, "%s: %s is told to reload too often",
                vassal.name, worker);
    }
}
