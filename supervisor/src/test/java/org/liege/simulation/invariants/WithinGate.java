package org.liege.simulation.invariants;

import java.util.List;
import org.liege.realm.Snapshot;
import org.liege.vassal.Moment;

/** Never more vassals starting at once than the start gate has places; survivors never passed it. */
final class WithinGate implements Invariant {
    private final int places;

    WithinGate(int places) {
        this.places = places;
    }

    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        List<VassalRecord> starting = records.vassals().stream()
                .filter(vassal -> vassal.workers.stream()
                        .anyMatch(worker -> worker.starting() && vassal.counts(worker)))
                .toList();
        require(starting.size() <= places, "%d may start, and these do: %s", places,
                starting.stream().map(vassal -> vassal.name + " " + vassal.workers).toList());
    }
}
