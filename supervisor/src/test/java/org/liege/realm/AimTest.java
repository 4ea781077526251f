package org.liege.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liege.vassal.State;
import org.liege.vassal.Verb;
import org.liege.vassal.VassalView.WorkerView;

class AimTest {
    private static WorkerView worker(int generation, boolean ready) {
        return new WorkerView(generation * 100, generation, ready, false, null);
    }

    private static boolean reached(Verb verb, int before, State state, WorkerView... workers) {
        return new Aim(verb, before).reached(Views.of("shop", state, List.of(workers)));
    }

    @Test
    void aStartIsReachedWithAReadyWorker() {
        assertThat(reached(Verb.START, 1, State.STARTING, worker(1, false))).isFalse();
        assertThat(reached(Verb.START, 1, State.RUNNING, worker(1, true))).isTrue();
        assertThat(reached(Verb.RESET, 1, State.RUNNING, worker(1, true))).isTrue();
    }

    @Test
    void aStopIsReachedWhenNoProcessIsLeft() {
        assertThat(reached(Verb.STOP, 1, State.STOPPING, worker(1, true))).isFalse();
        assertThat(reached(Verb.STOP, 1, State.STOPPING)).as("something is still swept").isFalse();
        assertThat(reached(Verb.STOP, 1, State.STOPPED)).isTrue();
    }

    @Test
    void aRestartIsReachedByANewGenerationAlone() {
        assertThat(reached(Verb.RESTART, 1, State.RUNNING, worker(1, true))).isFalse();
        assertThat(reached(Verb.RESTART, 1, State.RUNNING, worker(1, true), worker(2, true))).isFalse();
        assertThat(reached(Verb.RESTART, 1, State.STARTING, worker(2, false))).isFalse();
        assertThat(reached(Verb.RESTART, 1, State.RUNNING, worker(2, true))).isTrue();
        assertThat(reached(Verb.RELOAD, 1, State.RUNNING, worker(3, true))).isTrue();
    }
}
