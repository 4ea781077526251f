package org.liege.simulation.invariants;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.liege.vassal.Decree;
import org.liege.vassal.Policy;

/** One vassal as facts and orders have told of it. */
final class VassalRecord {
    final String name;
    final List<WorkerRecord> workers = new ArrayList<>();
    final BitSet finished = new BitSet();
    final Patience patience = new Patience();

    /** The decree in force; null while none was valid. */
    Decree decree;
    boolean withdrawn;
    boolean stopped;
    boolean masterEnds;
    /** Whether listeners were ordered since they were last ordered to close. */
    boolean listenOrdered;
    boolean listening;

    VassalRecord(String name, boolean stopped) {
        this.name = name;
        this.stopped = stopped;
    }

    Policy policy() {
        return decree.policy();
    }

    boolean orderedDown() {
        return withdrawn || stopped || masterEnds;
    }

    Optional<WorkerRecord> worker(int pid, long startTicks) {
        return workers.stream().filter(worker -> worker.is(pid, startTicks)).findFirst();
    }

    Optional<WorkerRecord> bySerial(int serial) {
        return workers.stream().filter(worker -> worker.serial == serial && !worker.adopted).findFirst();
    }

    List<WorkerRecord> toldAndAlive() {
        return workers.stream().filter(worker -> worker.told && worker.alive()).toList();
    }

    /** Slots that must have a ready worker when all is well. */
    long decreedSlots() {
        BitSet done = finished.get(0, decree.processes());
        return decree.processes() - (long) done.cardinality();
    }
}
