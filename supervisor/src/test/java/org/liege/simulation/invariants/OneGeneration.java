package org.liege.simulation.invariants;

import org.liege.realm.Snapshot;
import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/** One generation executes one thing; never are there two of which neither was asked to end. */
final class OneGeneration implements Invariant {
    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Spawn spawn) {
            require(vassal.workers.stream().noneMatch(worker -> worker.generation > spawn.generation()),
                    "%s: generation %d is older than what it has", vassal.name, spawn.generation());
            require(vassal.workers.stream().noneMatch(worker -> worker.generation == spawn.generation()
                            && !worker.decree.execution().equals(spawn.decree().execution())),
                    "%s: generation %d would execute two different things", vassal.name, spawn.generation());
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
