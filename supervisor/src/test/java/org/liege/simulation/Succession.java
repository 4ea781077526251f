package org.liege.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liege.realm.Realm;
import org.liege.simulation.invariants.Violation;
import org.liege.simulation.invariants.Witness;
import org.liege.vassal.Exit;
import org.liege.vassal.Fact;
import org.liege.vassal.Memory;
import org.liege.vassal.Moment;
import org.liege.vassal.Reason;
import org.liege.vassal.State;
import org.liege.vassal.StateLog;

/** Masters come and go: what each is told when it begins, and what becomes of the post when it dies. */
final class Succession implements Post {
    private static final StateLog NOBODY = new StateLog() {
        @Override
        public void moved(String vassal, State from, State to, Reason reason, Moment at) {}

        @Override
        public void impossible(String vassal, String what) {}
    };

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
    private Runnable onDeath = () -> {};
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

    /** Whom else to tell that a master has died. */
    void onDeath(Runnable told) {
        onDeath = told;
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
                new Survey(processes, kernel.visitors()), places, Master.MOST_LAG_MILLIS, ledger.stops(), this::moved);
        long seed = dice.between(0L, Long.MAX_VALUE - 1);
        Realm realm = new Realm(places, seed, ledger.stops(), witness.stateLog());
        Optional<Shadow> shadow = dice.chance(30) ? Optional.of(new Shadow(new Realm(places, seed, ledger.stops(), NOBODY)))
                : Optional.empty();
        master = new Master(timeline, dice.fork(), trace, kernel, ledger, realm, shadow, witness, this::fall);
        ledger.memories().forEach(memory -> master.take(memory.name(), new Fact.Remembered(memory)));
        for (String name : directory.names()) {
            directory.find(name).ifPresent(file -> master.take(name, file.fact()));
        }
        boolean withdrawnFirst = dice.chance(50);
        for (Memory memory : ledger.memories()) {
            boolean orphaned = directory.find(memory.name()).isEmpty();
            if (orphaned && withdrawnFirst) {
                master.take(memory.name(), new Fact.Withdrawn());
            }
            survivors(memory);
            if (orphaned && !withdrawnFirst) {
                master.take(memory.name(), new Fact.Withdrawn());
            }
        }
        nobodyIsForgotten();
        master.turn();
    }

    private void survivors(Memory memory) {
        Set<String> lost = new TreeSet<>();
        for (Memory.Worker recorded : memory.workers()) {
            if (recorded.pid() == 0) {
                processes.byToken(memory.name(), recorded.serial(), ledger.epoch()).ifPresent(process -> {
                    lost.addAll(kernel.adopted(process));
                    master.take(memory.name(), new Fact.Survived(
                            recorded.found(process.pid, process.startTicks, timeline.now()), process.startTicks));
                });
            } else {
                survivor(memory.name(), recorded, lost);
            }
        }
        // What was removed while no master lived, or just before: the paths lead elsewhere.
        lost.stream().filter(path -> decreed(memory.name(), path)).findFirst()
                .ifPresent(path -> master.take(memory.name(), new Fact.PathLost(path)));
    }

    private void survivor(String vassal, Memory.Worker recorded, Set<String> lost) {
        processes.living(recorded.pid()).ifPresent(seen -> {
            if (seen.startTicks == recorded.startTicks()) {
                lost.addAll(kernel.adopted(seen));
            }
            master.take(vassal, new Fact.Survived(recorded, seen.startTicks));
        });
    }

    private boolean decreed(String vassal, String path) {
        return directory.find(vassal).map(Directory.File::decree).stream()
                .flatMap(decree -> decree.sockets().stream())
                .anyMatch(socket -> socket.path().equals(path));
    }

    /** Whoever was started since the ledger was last lost is in it. */
    private void nobodyIsForgotten() {
        for (Process process : processes.livingWorkers()) {
            if (process.epoch == ledger.epoch() && !process.known) {
                throw new Violation("NobodyIsForgotten", process + " of " + process.vassal + " is not in the ledger");
            }
        }
    }

    /** By kill -9. Sometimes what it had written is lost, too; another follows. */
    void fall() {
        die();
        timeline.in(dice.between(1L, 4_000L), () -> {
            if (master == null && dice.chance(6)) {
                loseLedger();
            }
            begin();
        });
    }

    /** While no master lives. Those that nobody knows of any more are ended by somebody, in time. */
    private void loseLedger() {
        trace.line(timeline.nowMillis(), "the ledger is lost");
        ledger.lose();
        processes.livingWorkers().forEach(process -> timeline.in(dice.between(0L, 20_000L),
                () -> kernel.end(process, new Exit(null, "KILL", false, false, ""))));
    }

    /** By kill -9, or because it has ended what it had to. Workers live on. */
    void die() {
        if (master == null) {
            return;
        }
        trace.line(timeline.nowMillis(), "the master is gone");
        master.died();
        master = null;
        reign++;
        kernel.masterDied();
        onDeath.run();
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

    /** Those of whom the ledger knows. */
    List<Process> workersOf(String vassal) {
        return processes.livingWorkersOf(vassal).stream().filter(process -> process.epoch == ledger.epoch()).toList();
    }

    List<String> withProcesses() {
        return processes.livingWorkers().stream().map(process -> process.vassal).distinct().toList();
    }
}
