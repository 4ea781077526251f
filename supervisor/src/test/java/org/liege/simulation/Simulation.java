package org.liege.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.function.Consumer;
import org.liege.realm.Snapshot;
import org.liege.simulation.invariants.InTheEnd;
import org.liege.simulation.invariants.Violation;
import org.liege.vassal.Decree;
import org.liege.vassal.SocketDecree;

/**
 * One run by one seed: a storm of a few hundred events, then calm, then the reckoning. The invariants are held against
 * the realm after every event.
 */
public final class Simulation {
    /** Long enough for every time-out, delay and place at the gate that a schedule can order. */
    private static final long CALM_MILLIS = 60_000;

    /** Many times what any schedule needs; more is a loop that only looks like progress. */
    private static final int MOST_TRACE_LINES = 100_000;

    private static final long LONGEST_END_MILLIS = 30_000;

    private final Timeline timeline = new Timeline();
    private final Trace trace;
    private final Directory directory = new Directory();
    private final FakeKernel kernel;
    private final Succession succession;
    private final Storm storm;
    private final Crowd crowd;
    private final Dice dice;
    private long endingSinceMillis = Long.MAX_VALUE;

    private Simulation(long seed, Consumer<String> reader) {
        dice = new Dice(seed * 0x2545F4914F6CDD1DL + 1);
        trace = new Trace(reader);
        Weather weather = new Weather(dice.fork());
        ProcessTable processes = new ProcessTable(dice.fork());
        Ledger ledger = new Ledger();
        succession = new Succession(timeline, dice.fork(), trace, processes, ledger, directory);
        kernel = new FakeKernel(timeline, dice.fork(), weather, processes, ledger, succession);
        succession.serve(kernel);
        storm = new Storm(timeline, dice.fork(), trace, weather, processes, directory, kernel, succession);
        crowd = new Crowd(timeline, dice.fork(), trace, weather, kernel.visitors(), succession, storm.names());
        Watch watch = new Watch(timeline, dice.fork(), weather, succession, kernel.sockets(), kernel.visitors());
        succession.onDeath(watch::masterDied);
        watch.begin();
    }

    /** Runs the seed; {@code reader} gets every line of the trace. */
    public static Outcome run(long seed, Consumer<String> reader) {
        Simulation simulation = new Simulation(seed, reader);
        Optional<Violation> violation = simulation.run();
        return new Outcome(seed, simulation.trace.hash(), simulation.trace.lines(), violation,
                simulation.succession.moves(), simulation.trace.tail());
    }

    private Optional<Violation> run() {
        try {
            succession.begin();
            for (int blows = dice.between(40, 220); blows > 0; blows--) {
                storm.blow();
                crowd.stir();
                passUntil(timeline.nowMillis() + pause());
            }
            passUntilEnded();
            storm.calmDown();
            crowd.calmDown();
            passUntil(timeline.nowMillis() + CALM_MILLIS);
            reckon();
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.of(violation);
        } catch (RuntimeException bug) {
            Violation violation = new Violation("NoCrash", bug.toString());
            violation.initCause(bug);
            return Optional.of(violation);
        }
    }

    private long pause() {
        if (dice.chance(40)) {
            return dice.between(0L, 20L);
        }
        return dice.chance(85) ? dice.between(0L, 600L) : dice.between(0L, 8_000L);
    }

    private void passUntil(long endMillis) {
        while (true) {
            long turn = succession.master().map(Master::turnAtMillis).orElse(Long.MAX_VALUE);
            long next = Math.min(turn, timeline.next());
            if (trace.lines() > MOST_TRACE_LINES) {
                throw new Violation("NoSpin", "more than " + MOST_TRACE_LINES + " events");
            }
            if (next > endMillis) {
                timeline.skipTo(endMillis);
                succeed();
                return;
            }
            if (turn <= timeline.next()) {
                timeline.skipTo(turn);
                succession.master().ifPresent(Master::turn);
                succeed();
            } else {
                timeline.step();
                succession.master().ifPresent(master -> master.witness().slept(timeline.now()));
            }
        }
    }

    /** One that was told to end has to come to its end, and another follows. */
    private void succeed() {
        boolean ending = succession.master().filter(Master::ending).isPresent();
        endingSinceMillis = ending ? Math.min(endingSinceMillis, timeline.nowMillis()) : Long.MAX_VALUE;
        if (ending && timeline.nowMillis() - endingSinceMillis > LONGEST_END_MILLIS) {
            throw new Violation("MasterEnds", "it was told to end and does not");
        }
        if (succession.master().filter(Master::ended).isPresent()) {
            succession.die();
            timeline.in(dice.between(1L, 2_000L), succession::begin);
        }
    }

    private void passUntilEnded() {
        while (succession.master().filter(Master::ending).isPresent()) {
            passUntil(timeline.nowMillis() + 1_000);
        }
    }

    private void reckon() {
        Master master = succession.master().orElseThrow();
        Snapshot snapshot = master.snapshot();
        trace.line(timeline.nowMillis(), "reckoning");
        InTheEnd end = master.witness().inTheEnd();
        end.vanishedAreGone(Set.copyOf(directory.names()), succession.withProcesses(), kernel.listening(), snapshot);
        end.stoppedRests(succession.withProcesses(), kernel.listening());
        for (String name : directory.names()) {
            directory.find(name).filter(file -> mustRun(name, file) && !end.hopeless(name)).ifPresent(file -> {
                end.healthyRuns(name, snapshot);
                end.byTheLatestEdit(name);
                truly(name);
                served(name);
            });
            end.oldServesOn(name, end.serves(name).filter(good -> Temper.of(good).runsInTheEnd()).isPresent(), snapshot);
        }
    }

    /** What runs is what the file says, serves at the sockets that are open, and does not hang where that is watched for. */
    private void truly(String name) {
        Decree decree = succession.master().orElseThrow().decree(name).orElseThrow();
        for (Process process : succession.workersOf(name)) {
            boolean right = process.decree.execution().equals(decree.execution());
            boolean heard = kernel.open(name).entrySet().containsAll(process.inherited.entrySet());
            boolean watched = Math.min(process.decree.policy().liveness().watchdogMillis(),
                    decree.policy().liveness().watchdogMillis()) > 0;
            if (!right || !heard || watched && process.hangs) {
                throw new Violation("RightGeneration", "%s: %s executes what the file says: %s; its sockets are open: %s; it hangs: %s"
                        .formatted(name, process, right, heard, process.hangs));
            }
        }
        Set<String> wanted = decree.sockets().stream().map(SocketDecree::path).collect(Collectors.toSet());
        boolean runs = !succession.workersOf(name).isEmpty();
        if (runs && !kernel.open(name).keySet().equals(wanted)) {
            throw new Violation("RightGeneration", name + " listens at " + kernel.open(name).keySet() + ", not at " + wanted);
        }
    }

    /** Nobody waits any more where somebody can serve. */
    private void served(String name) {
        List<Process> workers = succession.workersOf(name);
        boolean hangs = workers.stream().anyMatch(process -> process.hangs);
        int waiting = kernel.visitors().waiting(name);
        boolean stopped = succession.master().orElseThrow().snapshot().find(name).orElseThrow().stoppedByOperator();
        if (waiting > 0 && !hangs && !stopped) {
            throw new Violation("Served", name + ": " + waiting + " wait, served by " + workers);
        }
    }

    /** By the file, or by the last good decree, which a master that began on a broken file does not have. */
    private boolean mustRun(String name, Directory.File file) {
        Optional<Decree> decree = file.broken() ? succession.master().orElseThrow().decree(name)
                : Optional.of(file.decree());
        return decree.filter(inForce -> Temper.of(inForce).runsInTheEnd()).isPresent();
    }
}
