package org.liege.simulation.invariants;

import org.liege.realm.Snapshot;
import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/** Never two generations of which neither was asked to end, and none that was there before. */
final class OneGeneration implements Invariant {
    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Spawn spawn) {
            require(vassal.workers.stream().noneMatch(worker -> worker.generation > spawn.generation()),
                    "%s: generation %d is older than what it has", vassal.name, spawn.generation());
        }
    }

    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        for (VassalRecord vassal : records.vassals()) {
            long generations = vassal.workers.stream().filter(WorkerRecord::wanted)
                    .map(worker -> worker.generation).distinct().count();
            require(generations <= 1, "%s: %d generations at once: %s", vassal.name, generations, vassal.workers);
        }
    }
}
