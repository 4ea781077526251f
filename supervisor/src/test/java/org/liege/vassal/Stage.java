package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;

/**
 * One vassal in virtual time, before a kernel that does at once what it is told to: it listens, spawns, and sweeps, and a
 * process ends when the test says so. The start gate is open unless the test shuts it.
 */
final class Stage implements StateLog {
    static final Exit CRASH = new Exit(3, null, false, false, "");
    static final Exit CLEAN = new Exit(0, null, false, false, "");

    final Vassal vassal;
    final List<Action> done = new ArrayList<>();
    final List<State> states = new ArrayList<>();
    boolean gateOpen = true;
    boolean listenFails;
    boolean spawnFails;

    private Moment now = new Moment(1_000, 1_764_000_000_000L);
    private int lastPid = 100;

    Stage() {
        vassal = new Vassal("shop", 7, now, this);
    }

    /** With a valid file in place. */
    static Stage with(Sketch sketch) {
        Stage stage = new Stage();
        stage.see(new Fact.Decreed(sketch.decree()));
        return stage;
    }

    /** With its workers ready. */
    static Stage running(Sketch sketch) {
        Stage stage = with(sketch);
        stage.readyAll();
        return stage;
    }

    /** With its workers ready, and long enough so that they are proven. */
    static Stage proven(Sketch sketch) {
        Stage stage = running(sketch);
        stage.pass(Throttle.PROVEN_AFTER_MILLIS);
        stage.done.clear();
        return stage;
    }

    void see(Fact... facts) {
        for (Fact fact : facts) {
            vassal.observe(fact, now);
        }
        turn();
    }

    void order(Verb verb) {
        see(new Fact.Ordered(verb));
    }

    /** Steers until nothing more is to be done now. */
    private void turn() {
        for (int round = 0; round < 100; round++) {
            List<Action> actions = new ArrayList<>(vassal.steer(now));
            if (gateOpen && vassal.waitingAtGate()) {
                vassal.admit();
                actions.addAll(vassal.steer(now));
            }
            if (actions.isEmpty()) {
                return;
            }
            done.addAll(actions);
            actions.forEach(this::perform);
            if (vassal.gone()) {
                return;
            }
        }
        fail("it does not come to rest");
    }

    private void perform(Action action) {
        if (action instanceof Action.Listen) {
            vassal.observe(listenFails ? new Fact.ListenFailed("could not bind") : new Fact.Listening(List.of()), now);
        } else if (action instanceof Action.Spawn spawn) {
            int pid = ++lastPid;
            vassal.observe(spawnFails
                    ? new Fact.SpawnFailed(spawn.serial(), "could not spawn", false)
                    : new Fact.Spawned(spawn.serial(), pid, ticks(pid)), now);
        } else if (action instanceof Action.Sweep sweep) {
            vassal.observe(new Fact.Swept(sweep.pid(), sweep.startTicks()), now);
        }
    }

    static long ticks(int pid) {
        return pid * 10L;
    }

    void ready(int pid) {
        see(new Fact.Ready(pid, ticks(pid)));
    }

    void readyAll() {
        pids().forEach(this::ready);
    }

    void exit(int pid, Exit exit) {
        see(new Fact.Exited(pid, ticks(pid), exit));
    }

    /** Lets time pass, waking whenever the vassal wants it. */
    void pass(long millis) {
        long end = now.monotonicMillis() + millis;
        while (vassal.deadline() <= end) {
            assertThat(vassal.deadline()).as("a deadline in the past would spin").isGreaterThan(now.monotonicMillis());
            now = now.plusMillis(vassal.deadline() - now.monotonicMillis());
            turn();
        }
        now = now.plusMillis(end - now.monotonicMillis());
    }

    /** How long it sleeps; fails when it sleeps for ever. */
    long sleepsMillis() {
        assertThat(vassal.deadline()).isNotEqualTo(Long.MAX_VALUE);
        return vassal.deadline() - now.monotonicMillis();
    }

    Moment now() {
        return now;
    }

    VassalView view() {
        return vassal.view();
    }

    State state() {
        return view().state();
    }

    List<Integer> pids() {
        return view().workers().stream().map(VassalView.WorkerView::pid).toList();
    }

    /** The one worker there is. */
    int pid() {
        assertThat(pids()).hasSize(1);
        return pids().get(0);
    }

    <A extends Action> List<A> done(Class<A> kind) {
        return done.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void moved(String name, State from, State to, Reason reason, Moment at) {
        if (from != to) {
            states.add(to);
        }
    }

    @Override
    public void impossible(String name, String what) {
        fail(what);
    }
}
