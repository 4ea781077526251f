package org.liege.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liege.realm.Realm;
import org.liege.simulation.invariants.Witness;
import org.liege.vassal.Fact;
import org.liege.vassal.Memory;
import org.liege.vassal.State;

/** Masters come and go: what each is told when it begins, and what becomes of the post when it dies. */
final class Succession implements Post {
    private final Timeline timeline;
    private final Dice dice;
    private final Trace trace;
    private final ProcessTable processes;
    private final Ledger ledger;
    private final Directory directory;
    private final int places;
    private final Set<String> moves = new TreeSet<>();

    private FakeKernel kernel;
    private Master master;
    private int reign;

    Succession(Timeline timeline, Dice dice, Trace trace, ProcessTable processes, Ledger ledger, Directory directory) {
        this.timeline = timeline;
        this.dice = dice;
        this.trace = trace;
        this.processes = processes;
        this.ledger = ledger;
        this.directory = directory;
        this.places = dice.between(1, 4);
    }

    void serve(FakeKernel theKernel) {
        kernel = theKernel;
    }

    @Override
    public void deliver(long delayMillis, String vassal, Fact fact) {
        int sender = reign;
        timeline.in(delayMillis, () -> {
            if (sender == reign && master != null) {
                master.take(vassal, fact);
            }
        });
    }

    /** The living master; empty between two. */
    Optional<Master> master() {
        return Optional.ofNullable(master);
    }

    /** A new master looks at the ledger, the directory and the processes before it decides anything. */
    void begin() {
        if (master != null) {
            return;
        }
        trace.line(timeline.nowMillis(), "a master begins, gate " + places + ", stops " + ledger.stops());
        Witness witness = new Witness(
                (vassal, pid, ticks) -> processes.worker(pid, ticks).filter(process -> vassal.equals(process.vassal))
                        .isPresent(),
                places, Master.MOST_LAG_MILLIS, ledger.stops(), this::moved);
        Realm realm = new Realm(places, dice.between(0L, Long.MAX_VALUE - 1), ledger.stops(), witness.stateLog());
        master = new Master(timeline, dice.fork(), trace, kernel, ledger, realm, witness);
        for (String name : directory.names()) {
            directory.find(name).ifPresent(file -> master.take(name, file.fact()));
        }
        Set<String> orphaned = new TreeSet<>();
        for (Process recorded : ledger.entries()) {
            survivor(recorded, orphaned);
        }
        orphaned.forEach(name -> master.take(name, new Fact.Withdrawn()));
        master.turn();
    }

    private void survivor(Process recorded, Set<String> orphaned) {
        Optional<Process> seen = processes.living(recorded.pid);
        seen.ifPresent(process -> {
            if (process == recorded) {
                kernel.adopted(process);
            }
            master.take(recorded.vassal, new Fact.Survived(
                    new Memory.Worker(0, recorded.generation, recorded.slot, recorded.pid, recorded.startTicks,
                            timeline.now(), ledger.ready(recorded), false, recorded.decree),
                    process.startTicks));
            if (directory.find(recorded.vassal).isEmpty()) {
                orphaned.add(recorded.vassal);
            }
        });
        if (seen.filter(process -> process == recorded).isEmpty()) {
            ledger.strike(recorded.pid, recorded.startTicks);
        }
    }

    /** By kill -9, or because it has ended what it had to. Workers live on. */
    void die() {
        if (master == null) {
            return;
        }
        trace.line(timeline.nowMillis(), "the master is gone");
        master = null;
        reign++;
        kernel.masterDied();
    }

    private void moved(State from, State to) {
        if (from != to) {
            moves.add(from + " -> " + to);
        }
    }

    /** Every change of state that any vassal has made. */
    Set<String> moves() {
        return moves;
    }

    List<String> withProcesses() {
        return processes.livingWorkers().stream().map(process -> process.vassal).distinct().toList();
    }
}
