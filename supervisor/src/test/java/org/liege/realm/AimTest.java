package org.liege.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liege.vassal.Moment;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;
import org.liege.vassal.VassalView.WorkerView;
import org.liege.vassal.Verb;

class AimTest {
    private static final Moment NOW = new Moment(1, 2);

    private static WorkerView worker(int generation, boolean ready) {
        return new WorkerView(100 + generation, generation, ready, false, NOW);
    }

    private static VassalView view(State state, WorkerView... workers) {
        return new VassalView("shop", state, "", "", NOW, true, true, false, "/etc/x.ini", "vassal", "boot", 0, false,
                List.of(), 2, List.of(workers), List.of(), 1, 0, null, null, null, Map.of());
    }

    @Test
    void startIsReachedByAnyReadyWorker() {
        Aim aim = new Aim(Verb.START, 1);
        assertThat(aim.reached(view(State.STARTING, worker(1, false)))).isFalse();
        assertThat(aim.reached(view(State.RUNNING, worker(1, true)))).isTrue();
    }

    @Test
    void stopIsReachedWhenNobodyIsLeft() {
        Aim aim = new Aim(Verb.STOP, 1);
        assertThat(aim.reached(view(State.STOPPING, worker(1, true)))).isFalse();
        assertThat(aim.reached(view(State.STOPPED, worker(1, false)))).isFalse();
        assertThat(aim.reached(view(State.STOPPED))).isTrue();
        assertThat(aim.reached(view(State.IDLE))).isFalse();
    }

    @Test
    void restartIsNotReachedWhileTheOldServes() {
        Aim aim = new Aim(Verb.RESTART, 1);
        assertThat(aim.reached(view(State.RUNNING, worker(1, true)))).isFalse();
        assertThat(aim.reached(view(State.STOPPING, worker(1, false), worker(2, true)))).isFalse();
        assertThat(aim.reached(view(State.STARTING, worker(2, false)))).isFalse();
        assertThat(aim.reached(view(State.RUNNING, worker(2, true)))).isTrue();
    }

    @Test
    void reloadIsReachedWhenAnotherGenerationServesThoughTheOldStillEnds() {
        VassalView served = view(State.RUNNING, worker(1, true), worker(2, true));
        assertThat(served.generation()).isEqualTo(2);
        assertThat(new Aim(Verb.RELOAD, 1).reached(served)).isTrue();
        assertThat(new Aim(Verb.RELOAD, 2).reached(served)).isFalse();
    }

    @Test
    void restartIsReachedByALaterGenerationToo() {
        assertThat(new Aim(Verb.RESTART, 1).reached(view(State.RUNNING, worker(5, true)))).isTrue();
    }
}
