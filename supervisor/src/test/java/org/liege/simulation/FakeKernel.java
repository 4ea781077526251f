package org.liege.simulation;

import java.util.List;
import java.util.Optional;
import org.liege.realm.Order;
import org.liege.vassal.Action;
import org.liege.vassal.Decree;
import org.liege.vassal.Exit;
import org.liege.vassal.Fact;

/**
 * Performs orders on the truth, sooner or later, and tells what it sees. Its contract is the real kernel port's:
 * listening, shedding and spawning of one vassal happen in the order given; a process is told before its readiness and
 * its end; every end is told once; nothing is done to a process whose start ticks differ.
 */
final class FakeKernel {
    private final Timeline timeline;
    private final Dice dice;
    private final Weather weather;
    private final ProcessTable processes;
    private final Ledger ledger;
    private final Post post;
    private final Fates fates;
    private final Sockets sockets;
    /** Counts masters: what a dead one had ordered and was not yet begun never happens. */
    private int reign;

    FakeKernel(Timeline timeline, Dice dice, Weather weather, ProcessTable processes, Ledger ledger, Post post) {
        this.timeline = timeline;
        this.dice = dice;
        this.weather = weather;
        this.processes = processes;
        this.ledger = ledger;
        this.post = post;
        this.fates = new Fates(dice.fork(), weather);
        this.sockets = new Sockets(timeline, dice.fork(), weather, post);
    }

    void perform(Order order) {
        String vassal = order.vassal();
        Action action = order.action();
        if (action instanceof Action.Listen listen) {
            sockets.listen(vassal, listen.decree(), ifSameReign());
        } else if (action instanceof Action.Shed || action instanceof Action.Unlink
                || action instanceof Action.Forget) {
            sockets.close(vassal, ifSameReign());
        } else if (action instanceof Action.Spawn spawn) {
            sockets.inLine(vassal, guarded(() -> spawn(vassal, spawn)));
        } else if (action instanceof Action.Probe probe) {
            timeline.in(weather.latency(), guarded(() -> probe(probe.pid(), probe.startTicks())));
        } else if (action instanceof Action.Signal signal) {
            timeline.in(weather.latency(), () -> ask(signal.pid(), signal.startTicks()));
        } else if (action instanceof Action.KillTree kill) {
            timeline.in(weather.latency(), () -> kill(kill.pid(), kill.startTicks()));
        } else if (action instanceof Action.Sweep sweep) {
            timeline.in(weather.latency(), guarded(() -> swept(vassal, sweep)));
        }
    }

    private Sockets.Condition ifSameReign() {
        int now = reign;
        return () -> reign == now;
    }

    private Runnable guarded(Runnable what) {
        Sockets.Condition same = ifSameReign();
        return () -> {
            if (same.holds()) {
                what.run();
            }
        };
    }

    // --- birth and life ------------------------------------------------------------------------------------------

    private void spawn(String vassal, Action.Spawn order) {
        Optional<Integer> pid = weather.shortage() || !sockets.open(vassal, order.decree()) || weather.spawnFails()
                ? Optional.empty()
                : processes.freePid();
        if (pid.isEmpty()) {
            boolean shortage = sockets.open(vassal, order.decree()) && dice.chance(60);
            post.deliver(weather.latency(), vassal, new Fact.SpawnFailed(order.serial(), "could not spawn", shortage));
            return;
        }
        Process process = Process.worker(pid.get(), processes.nextTicks(timeline.nowMillis()), vassal,
                order.generation(), order.slot(), order.decree());
        processes.born(process);
        ledger.record(process);
        long delay = weather.latency();
        process.known = true;
        process.knownAtMillis = timeline.nowMillis() + delay;
        post.deliver(delay, vassal, new Fact.Spawned(order.serial(), process.pid, process.startTicks));
        live(process);
    }

    private void live(Process process) {
        Fates.Fate fate = fates.of(Temper.of(process.decree), process.decree.policy());
        process.obeysStop = fate.obeysStop();
        process.readyAtMillis = fate.readyInMillis() == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : timeline.nowMillis() + fate.readyInMillis();
        if (fate.endsInMillis() != Long.MAX_VALUE) {
            timeline.in(fate.endsInMillis(), () -> end(process, fate.exit()));
        }
    }

    private void probe(int pid, long startTicks) {
        processes.worker(pid, startTicks).filter(process -> process.readyAtMillis != Long.MAX_VALUE)
                .ifPresent(process -> {
            Runnable look = guarded(() -> ready(process));
            timeline.at(Math.max(process.readyAtMillis, process.knownAtMillis), look);
        });
    }

    /** The news may come late: its process may be dead then, and its pid another's. */
    private void ready(Process process) {
        if (process.alive) {
            process.readyTold = true;
            tell(process, weather.latency(), new Fact.Ready(process.pid, process.startTicks));
            if (!weather.calm() && dice.chance(15)) {
                tell(process, dice.between(0L, 3_000L), new Fact.Ready(process.pid, process.startTicks));
            }
        }
    }

    private void tell(Process process, long delayMillis, Fact fact) {
        long wait = Math.max(0, process.knownAtMillis - timeline.nowMillis());
        post.deliver(Math.max(wait, delayMillis), process.vassal, fact);
    }

    // --- end -----------------------------------------------------------------------------------------------------

    private void ask(int pid, long startTicks) {
        processes.worker(pid, startTicks).filter(process -> process.alive).ifPresent(process -> {
            process.askedToEnd = true;
            if (process.obeysStop) {
                timeline.in(dice.between(0L, 400L), () -> end(process, new Exit(0, null, false, false, "")));
            }
        });
    }

    private void kill(int pid, long startTicks) {
        processes.worker(pid, startTicks).filter(process -> process.alive).ifPresent(process -> {
            // Some hang in the kernel for a while, and are killed again meanwhile.
            long delay = !weather.calm() && dice.chance(10) ? dice.between(500L, 3_500L) : dice.between(0L, 30L);
            timeline.in(delay, () -> end(process, new Exit(null, "KILL", false, false, "")));
        });
    }

    /** From outside, or by its own fate. Its pid is free from now on. */
    void end(Process process, Exit exit) {
        if (!process.alive) {
            return;
        }
        processes.died(process);
        process.exit = exit;
        if (process.known) {
            tell(process, weather.latency(), new Fact.Exited(process.pid, process.startTicks, exit));
        }
    }

    private void swept(String vassal, Action.Sweep sweep) {
        ledger.strike(sweep.pid(), sweep.startTicks());
        post.deliver(weather.latency(), vassal, new Fact.Swept(sweep.pid(), sweep.startTicks()));
    }

    // --- masters -------------------------------------------------------------------------------------------------

    /** Workers live on; whoever was listening for news of them does not. */
    void masterDied() {
        reign++;
        sockets.forgetAll();
        processes.livingWorkers().forEach(process -> process.known = false);
    }

    /** A new master has found the process. */
    void adopted(Process process) {
        process.known = true;
        process.knownAtMillis = timeline.nowMillis();
    }

    /** Someone removed the path of a listener. */
    void losePath(String vassal) {
        Optional<String> lost = sockets.losePath(vassal);
        lost.ifPresent(path -> post.deliver(weather.latency(), vassal, new Fact.PathLost(path)));
    }

    List<String> listening() {
        return sockets.listening();
    }

    /** Whether the decree's listeners are open. */
    boolean listens(String vassal, Decree decree) {
        return sockets.open(vassal, decree);
    }
}
