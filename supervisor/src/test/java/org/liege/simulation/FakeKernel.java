package org.liege.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liege.realm.Order;
import org.liege.vassal.Action;
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
    private final Porter porter;
    private final Visitors visitors;
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
        this.porter = new Porter(weather, post);
        this.visitors = new Visitors(timeline, dice.fork(), processes, sockets, porter);
    }

    void perform(Order order) {
        String vassal = order.vassal();
        Action action = order.action();
        if (action instanceof Action.Listen listen) {
            sockets.listen(vassal, listen, ifSameReign());
        } else if (action instanceof Action.Shed || action instanceof Action.Unlink
                || action instanceof Action.Forget) {
            sockets.close(vassal, ifSameReign());
        } else if (action instanceof Action.Spawn spawn) {
            sockets.inLine(vassal, guarded(() -> spawn(vassal, spawn)));
        } else if (action instanceof Action.Probe probe) {
            timeline.in(weather.latency(), guarded(() -> probe(probe.pid(), probe.startTicks())));
        } else if (action instanceof Action.Signal signal) {
            timeline.in(weather.latency(), () -> signal(signal));
        } else if (action instanceof Action.CheckHealth check) {
            timeline.in(weather.latency(), guarded(() -> checkHealth(vassal, check)));
        } else if (action instanceof Action.AwaitCall) {
            sockets.inLine(vassal, guarded(() -> porter.await(vassal, sockets.open(vassal).values(), visitors)));
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
                order, ledger.epoch(), sockets.inherited(vassal, order.decree()));
        processes.born(process);
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
        if (fate.readyInMillis() != Long.MAX_VALUE) {
            timeline.at(process.readyAtMillis, () -> visitors.serves(process));
        }
        if (fate.endsInMillis() != Long.MAX_VALUE) {
            timeline.in(fate.endsInMillis(), () -> end(process, fate.exit()));
        }
        if (fate.hangsAfterMillis() != Long.MAX_VALUE) {
            timeline.in(fate.readyInMillis() + fate.hangsAfterMillis(), () -> hang(process));
        }
        long watchdogMillis = process.decree.policy().liveness().watchdogMillis();
        if (watchdogMillis > 0) {
            beat(process, watchdogMillis / 2);
        }
    }

    /** Says in time that it is well; as the manual of sd_watchdog_enabled(3) has it, twice as often as it must. */
    private void beat(Process process, long everyMillis) {
        timeline.in(everyMillis, () -> {
            if (process.serves(timeline.nowMillis()) && !process.hangs && process.known) {
                tell(process, dice.between(0L, 10L), new Fact.Heartbeat(process.pid, process.startTicks));
            }
            if (process.alive) {
                beat(process, everyMillis);
            }
        });
    }

    private void hang(Process process) {
        process.hangs = true;
        process.obeysStop &= dice.chance(50);
        if (process.alive && process.known && dice.chance(20)) {
            tell(process, weather.latency(), new Fact.Hung(process.pid, process.startTicks, "it said so"));
        }
    }

    /** Whoever accepts first answers, of whatever generation; one that hangs never does. */
    private void checkHealth(String vassal, Action.CheckHealth check) {
        List<Process> servers = processes.livingWorkersOf(vassal).stream()
                .filter(process -> process.serves(timeline.nowMillis()) && process.epoch == ledger.epoch())
                .toList();
        boolean well = !servers.isEmpty() && !dice.pick(servers).hangs;
        long delay = well ? dice.between(0L, Math.min(20, check.timeoutMillis())) : check.timeoutMillis();
        post.deliver(delay, vassal, new Fact.Checked(well, well ? "" : "no answer"));
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

    /** Any other than its stop signal it takes for an order to reload, and goes on as it is. */
    private void signal(Action.Signal signal) {
        processes.worker(signal.pid(), signal.startTicks())
                .filter(process -> process.alive)
                .filter(process -> signal.signal().equals(process.decree.execution().stopSignal()))
                .ifPresent(process -> {
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
        // What does not go at once may be there still when the file is edited.
        long delay = !weather.calm() && dice.chance(10) ? dice.between(100L, 3_000L) : weather.latency();
        post.deliver(delay, vassal, new Fact.Swept(sweep.pid(), sweep.startTicks()));
    }

    // --- masters -------------------------------------------------------------------------------------------------

    /** Workers live on; whoever was listening for news of them does not. */
    void masterDied() {
        reign++;
        sockets.masterDied();
        porter.masterDied();
        processes.livingWorkers().forEach(process -> process.known = false);
    }

    /** A new master has found the process, and takes its listeners back; the paths that lead there no more. */
    List<String> adopted(Process process) {
        process.known = true;
        process.knownAtMillis = timeline.nowMillis();
        return sockets.takenBack(process);
    }

    /** Someone removed the path of a listener. */
    void losePath(String vassal) {
        Optional<String> lost = sockets.losePath(vassal);
        lost.ifPresent(path -> post.deliver(weather.latency(), vassal, new Fact.PathLost(path)));
    }

    Sockets sockets() {
        return sockets;
    }

    Visitors visitors() {
        return visitors;
    }

    List<String> listening() {
        return sockets.listening();
    }

    /** The open listeners of one vassal, inode by path. */
    Map<String, Long> open(String vassal) {
        return sockets.open(vassal);
    }
}
