package org.liege.simulation.invariants;

import java.util.Map;
import java.util.Optional;
import org.liege.vassal.Memory;

/** What is to survive the master tells of every worker that lives, whether it is ready, and whether it was asked to end. */
final class Kept {
    private final Records records;

    Kept(Records records) {
        this.records = records;
    }

    void check(Map<String, Optional<Memory>> changes) {
        changes.forEach((name, memory) -> {
            VassalRecord vassal = records.find(name);
            if (vassal != null && memory.isPresent()) {
                vassal.toldAndAlive().forEach(worker -> check(name, worker, memory.get()));
            }
        });
    }

    private static void check(String name, WorkerRecord worker, Memory memory) {
        boolean kept = memory.workers().stream().anyMatch(recorded -> worker.is(recorded.pid(), recorded.startTicks())
                && recorded.ready() == worker.ready() && (recorded.ending() || worker.wanted()));
        if (!kept) {
            throw new Violation("Kept", name + ": " + worker + " is not in the memory as it is: " + memory.workers());
        }
    }
}
