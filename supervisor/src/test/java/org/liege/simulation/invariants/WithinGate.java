package org.liege.simulation.invariants;

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
        long starting = records.vassals().stream()
                .filter(vassal -> vassal.workers.stream().anyMatch(WorkerRecord::starting))
                .count();
        require(starting <= places, "%d vassals are starting, %d may", starting, places);
    }
}
