package org.liege.simulation.invariants;

import org.liege.realm.Snapshot;
import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/** Nothing is started for a vassal that is to be down, and all its workers are asked to end at once. */
final class StopRespected implements Invariant {
    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        boolean starts = action instanceof Action.Spawn || action instanceof Action.Listen;
        require(!starts || !vassal.orderedDown(), "%s: %s although it is to be down", vassal.name, action);
    }

    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        for (VassalRecord vassal : records.vassals()) {
            require(!vassal.orderedDown() || vassal.workers.stream()
                    .noneMatch(worker -> worker.told && worker.wanted()),
                    "%s: a worker was not asked to end: %s", vassal.name, vassal.workers);
        }
    }
}
