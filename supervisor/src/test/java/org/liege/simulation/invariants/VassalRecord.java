package org.liege.simulation.invariants;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.liege.vassal.Decree;
import org.liege.vassal.Policy;
import org.liege.vassal.Start;

/** One vassal as facts and orders have told of it. */
final class VassalRecord {
    final String name;
    final List<WorkerRecord> workers = new ArrayList<>();
    final BitSet finished = new BitSet();
    final Patience patience = new Patience();
    /** For generations that are to replace the one that serves. */
    final Patience rollPatience = new Patience();
    final Sleep sleep = new Sleep();
    final Load load = new Load();

    /** The decree in force; null while none was valid. */
    Decree decree;
    /** Since when the watchdog is as it is. */
    long watchdogSinceMillis;
    boolean faulty;
    boolean withdrawn;
    boolean stopped;
    boolean masterEnds;
    /** Whether listeners were ordered since they were last ordered to close. */
    boolean listenOrdered;
    boolean listening;
    long listeningSinceMillis;
    /** Its queues were reset in this turn. */
    boolean shed;
    /** The generation that readers are told serves, and what it was last started by; held against the facts. */
    int serving;
    Decree serves;
    /** The newer generation that may take over; 0 when there is none, or it has failed. */
    int candidate;
    /** Why there is no candidate: the latest has failed, and nothing was mended since. */
    boolean candidateFailed;
    /** Generations of which a worker has done its work: they have taken over. */
    final Set<Integer> done = new TreeSet<>();
    /** The candidate has ended badly, and is not to be tried again. */
    boolean hopeless;
    /** Survivors were found in this turn. */
    boolean adopting;
    /** Somebody wants all workers to end before new ones start. */
    boolean replacing;
    /** Something other than an edit asked for new workers, since the latest candidate started. */
    boolean urged = true;
    /** Something asked for new workers, since the latest candidate started. */
    boolean superseded;
    /** As far as is known, that was no more than a signal. */
    boolean signalled;
    long candidateAtMillis = Long.MIN_VALUE / 2;
    /** Workers have to run by this edit, or a later one. */
    int neededRevision;
    /** The highest generation that was ever started. */
    int latest;
    int failedChecks;
    /** In this turn there was one failed health check too many. */
    boolean ill;

    VassalRecord(String name, boolean stopped) {
        this.name = name;
        this.stopped = stopped;
    }

    Policy policy() {
        return decree.policy();
    }

    boolean onDemand() {
        return decree != null && policy().start() == Start.DEMAND;
    }

    /** Whether nothing of it is to run until somebody comes. */
    boolean sleeps() {
        return onDemand() && sleep.asleep();
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

    /** Whether its time is certainly not over yet. */
    boolean counts(WorkerRecord worker) {
        return worker.alive() && !worker.givenUp && !worker.hung && !(superseded && worker.generation > serving);
    }

    /** Whether it has been silent for so long that it hangs. */
    boolean silent(WorkerRecord worker, long nowMillis) {
        return worker.silent(policy(), nowMillis) && nowMillis - watchdogSinceMillis >= WorkerRecord.HEARING_MILLIS;
    }

    Stream<WorkerRecord> of(int generation) {
        return workers.stream().filter(worker -> worker.generation == generation);
    }

    /** Edits are numbered. */
    static int revision(Decree decree) {
        return Integer.parseInt(decree.digest().substring(1));
    }

    /** Slots that must have a ready worker when all is well. */
    long decreedSlots() {
        return slots(decree);
    }

    /** Slots of that decree whose work is not done. */
    long slots(Decree of) {
        return of.processes() - (long) finished.get(0, of.processes()).cardinality();
    }
}
