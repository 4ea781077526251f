package org.liege.simulation.invariants;

import org.liege.vassal.Action;
import org.liege.vassal.Moment;
import org.liege.realm.Snapshot;

/**
 * A worker that serves is asked to end only when somebody wants it down or replaced, when it is surplus, or when it hangs; never
 * because a newer generation is on its way or has failed. One of a newer generation is asked to end only when that has
 * failed or is superseded. And whose time is over is asked at once.
 */
final class NoGap implements Invariant {
    /** So late may a silence be judged: after one more time of hearing, and the lateness of the loop itself. */
    private static final long LATEST_MILLIS = WorkerRecord.HEARING_MILLIS + 100;

    private final Truth truth;

    NoGap(Truth truth) {
        this.truth = truth;
    }

    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Signal signal) {
            WorkerRecord worker = vassal.worker(signal.pid(), signal.startTicks()).orElseThrow();
            if (signal.signal().equals(worker.decree.execution().stopSignal())) {
                asked(vassal, worker, now.monotonicMillis());
            }
        } else if (action instanceof Action.KillTree kill) {
            WorkerRecord worker = vassal.worker(kill.pid(), kill.startTicks()).orElseThrow();
            require(worker.asked || worker.killed || now.monotonicMillis() - worker.toldAtMillis >= vassal.policy().startTimeoutMillis(),
                    "%s: %s is killed although it may still get ready", vassal.name, worker);
        }
    }

    private void asked(VassalRecord vassal, WorkerRecord worker, long nowMillis) {
        require(!vassal.silent(worker, nowMillis) || truth.hangs(worker.pid, worker.startTicks),
                "%s: %s is well, and was not heard", vassal.name, worker);
        if (worker.generation == vassal.candidate && vassal.superseded && !worker.unwanted) {
            new Renewal(vassal, nowMillis).giveUp();
        }
        require(worker.hung || worker.givenUp || worker.unwanted || worker.doubtful && !worker.ready()
                        || vassal.orderedDown() || vassal.replacing || vassal.decreedSlots() == 0
                        || worker.slot >= vassal.decree.processes(),
                "%s: %s is asked to end for nothing; generation %d serves, candidate %d", vassal.name, worker, vassal.serving,
                vassal.candidate);
    }

    /** One that has fallen silent is asked to end within bounds. */
    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        for (VassalRecord vassal : records.vassals()) {
            for (WorkerRecord worker : vassal.toldAndAlive()) {
                require(!worker.wanted() || !worker.givenUp && !worker.hung, "%s: %s was not asked to end", vassal.name, worker);
                require(!worker.wanted() || !vassal.silent(worker, now.monotonicMillis() - LATEST_MILLIS),
                        "%s: %s is silent, and nothing is done about it", vassal.name, worker);
            }
        }
    }
}
