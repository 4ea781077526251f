package org.liege.vassal;

import java.util.ArrayList;
import java.util.List;
import org.liege.vassal.VassalView.SocketView;

/** One vassal in virtual time. The test is its kernel: it tells facts and gets to see what the vassal wants done. */
final class Stage {
    /** Start ticks of every process that the stage makes; a test that recycles a pid uses others. */
    static final long TICKS = 5_000;

    static final Exit CRASH = new Exit(3, null, false, false, "");
    static final Exit CLEAN = new Exit(0, null, false, false, "");
    static final Exit KILLED = new Exit(null, "KILL", false, false, "");

    private final List<String> log = new ArrayList<>();
    private final Vassal vassal;
    private boolean gateOpen = true;
    private int nextPid = 100;
    private Moment now = new Moment(1_000, 1_700_000_000_000L);

    Stage() {
        vassal = new Vassal("shop", 42, now, new StateLog() {
            @Override
            public void moved(String name, State from, State to, Reason reason, Moment at) {
                log.add(from == to ? to.word() : from.word() + " -> " + to.word());
            }

            @Override
            public void impossible(String name, String what) {
                log.add("impossible: " + what);
            }
        });
    }

    /** Tells facts in one turn; answers with what is to be done. */
    List<Action> tell(Fact... facts) {
        for (Fact fact : facts) {
            vassal.observe(fact, now);
        }
        return turn();
    }

    List<Action> order(Verb verb) {
        return tell(new Fact.Ordered(verb));
    }

    List<Action> decree(Edict edict) {
        return tell(new Fact.Decreed(edict.decree()));
    }

    /** One turn as the realm makes it: a place at the gate is used in the turn that grants it. */
    List<Action> turn() {
        List<Action> actions = new ArrayList<>(vassal.decide(now));
        if (gateOpen && vassal.waitingAtGate()) {
            vassal.admit();
            actions.addAll(vassal.decide(now));
        }
        vassal.settle(now);
        return actions;
    }

    /** Lets time pass, with a turn at each deadline on the way. */
    List<Action> pass(long millis) {
        long end = now.monotonicMillis() + millis;
        List<Action> actions = new ArrayList<>();
        while (vassal.deadline() <= end) {
            skipTo(Math.max(vassal.deadline(), now.monotonicMillis()));
            long before = vassal.deadline();
            actions.addAll(turn());
            if (vassal.deadline() == before) {
                throw new AssertionError("the deadline " + before + " stays although it has come");
            }
        }
        skipTo(end);
        return actions;
    }

    private void skipTo(long monotonicMillis) {
        now = now.plusMillis(monotonicMillis - now.monotonicMillis());
    }

    void shutGate() {
        gateOpen = false;
    }

    // --- the kernel's answers ------------------------------------------------------------------------------------

    /** Its listeners are open. */
    List<Action> listening() {
        return tell(new Fact.Listening(views()));
    }

    private List<SocketView> views() {
        List<SocketView> views = new ArrayList<>();
        for (SocketDecree socket : vassal.decree().orElseThrow().sockets()) {
            views.add(new SocketView(socket.path(), 77, "master", socket.backlog(), socket.backlog()));
        }
        return views;
    }

    /** The wished-for process is there; answers with its pid. */
    int hatch(Action.Spawn spawn) {
        int pid = nextPid++;
        tell(new Fact.Spawned(spawn.serial(), pid, TICKS));
        return pid;
    }

    List<Action> ready(int pid) {
        return tell(new Fact.Ready(pid, TICKS));
    }

    List<Action> exit(int pid, Exit exit) {
        return tell(new Fact.Exited(pid, TICKS, exit));
    }

    List<Action> swept(int pid) {
        return tell(new Fact.Swept(pid, TICKS));
    }

    /** Ended, and nothing left of it. */
    List<Action> end(int pid, Exit exit) {
        List<Action> actions = new ArrayList<>(exit(pid, exit));
        actions.addAll(swept(pid));
        return actions;
    }

    // --- scenes that tests begin with ----------------------------------------------------------------------------

    /** Decreed, listening, every worker spawned; answers with their pids. */
    List<Integer> started(Edict edict) {
        decree(edict);
        return hatchAll(listening());
    }

    List<Integer> hatchAll(List<Action> actions) {
        List<Integer> pids = new ArrayList<>();
        spawns(actions).forEach(spawn -> pids.add(hatch(spawn)));
        return pids;
    }

    /** Every worker ready, but not yet proven. */
    List<Integer> running(Edict edict) {
        List<Integer> pids = started(edict);
        pids.forEach(this::ready);
        return pids;
    }

    /** Every worker proven. */
    List<Integer> proven(Edict edict) {
        List<Integer> pids = running(edict);
        pass(Throttle.PROVEN_AFTER_MILLIS);
        return pids;
    }

    /** The next start, whenever it comes, fails at once; answers how long it was waited for. */
    long failNextStart() {
        long before = now.monotonicMillis();
        List<Action> actions = pass(vassal.deadline() - before);
        if (spawns(actions).isEmpty()) {
            actions = listening();
        }
        long waited = now.monotonicMillis() - before;
        hatchAll(actions).forEach(pid -> end(pid, CRASH));
        return waited;
    }

    static List<Action.Spawn> spawns(List<Action> actions) {
        List<Action.Spawn> spawns = new ArrayList<>();
        actions.stream().filter(Action.Spawn.class::isInstance).map(Action.Spawn.class::cast).forEach(spawns::add);
        return spawns;
    }

    // --- what is seen --------------------------------------------------------------------------------------------

    State state() {
        return view().state();
    }

    VassalView view() {
        return vassal.view();
    }

    Vassal vassal() {
        return vassal;
    }

    Moment now() {
        return now;
    }

    /** Every change that was told, and whatever was called impossible. */
    List<String> log() {
        return List.copyOf(log);
    }
}
