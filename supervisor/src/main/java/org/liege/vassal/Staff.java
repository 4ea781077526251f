package org.liege.vassal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The workers of one vassal, including ended ones whose leftovers are still being swept. */
final class Staff {
    private final List<Worker> workers = new ArrayList<>();
    /** Slots whose worker ended for good, as the restart policy has it. */
    private final BitSet finished = new BitSet();

    void hire(Worker worker) {
        workers.add(worker);
    }

    void dismiss(Worker worker) {
        workers.remove(worker);
    }

    void finish(int slot) {
        finished.set(slot);
    }

    void forgetFinished() {
        finished.clear();
    }

    boolean allFinished(int processes) {
        return finished.nextClearBit(0) >= processes;
    }

    List<Worker> all() {
        return List.copyOf(workers);
    }

    Optional<Worker> byProcess(int pid, long startTicks) {
        return first(worker -> worker.is(pid, startTicks));
    }

    Optional<Worker> bySerial(int serial) {
        return first(worker -> worker.serial == serial);
    }

    private Optional<Worker> first(Predicate<Worker> wanted) {
        return workers.stream().filter(wanted).findFirst();
    }

    boolean any(Predicate<Worker> wanted) {
        for (Worker worker : workers) {
            if (wanted.test(worker)) {
                return true;
            }
        }
        return false;
    }

    /** Nobody alive, and nothing left to sweep. */
    boolean isEmpty() {
        return workers.isEmpty();
    }

    boolean anyAlive() {
        return any(Worker::alive);
    }

    boolean anyReady() {
        return any(Worker::ready);
    }

    boolean anyStarting() {
        return any(Worker::starting);
    }

    int countAlive() {
        return (int) workers.stream().filter(Worker::alive).count();
    }

    /** Slots of {@code processes} that have none of {@code who} and are not finished. */
    List<Integer> missing(int processes, Predicate<Worker> who) {
        BitSet taken = (BitSet) finished.clone();
        workers.stream().filter(who).forEach(worker -> taken.set(worker.slot));
        List<Integer> missing = new ArrayList<>();
        for (int slot = taken.nextClearBit(0); slot < processes; slot = taken.nextClearBit(slot + 1)) {
            missing.add(slot);
        }
        return missing;
    }

    /** Asks every worker that fits to end, and leaves its slot to another. */
    void retire(Predicate<Worker> which, Moment now) {
        workers.stream().filter(Worker::alive).filter(which).forEach(worker -> worker.retire(now));
    }

    /** Asks every worker that fits to end. */
    void askStop(Predicate<Worker> which, Moment now) {
        workers.stream().filter(Worker::alive).filter(which).forEach(worker -> worker.askStop(now));
    }
}
