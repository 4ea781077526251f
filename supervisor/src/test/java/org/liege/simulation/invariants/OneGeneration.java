package org.liege.simulation.invariants;

import org.liege.realm.Snapshot;
import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/**
 * One generation executes one thing; and besides the one that serves there is at most one that is to follow it, of which nobody
 * was asked to end.
 */
final class OneGeneration implements Invariant {
    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Spawn spawn) {
            require(spawn.generation() == vassal.serving || spawn.generation() == vassal.candidate
                            || vassal.workers.stream().noneMatch(worker -> worker.generation >= spawn.generation()),
                    "%s: generation %d is older than what it has", vassal.name, spawn.generation());
            require(vassal.of(spawn.generation()).allMatch(worker -> Renewal.sameProcess(worker.decree, spawn.decree())),
                    "%s: generation %d would execute two different things", vassal.name, spawn.generation());
        }
    }

    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        for (VassalRecord vassal : records.vassals()) {
            long generations = vassal.workers.stream().filter(worker -> worker.told && worker.wanted())
                    .filter(worker -> worker.generation != vassal.serving && worker.generation != vassal.candidate)
                    .count();
            require(generations == 0, "%s: workers that belong to nothing: %s; generation %d serves", vassal.name,
                    vassal.workers, vassal.serving);
        }
    }
}
