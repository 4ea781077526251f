package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VassalRestartPolicyTest {
    @Test
    void onFailureACleanEndIsTheEnd() {
        Stage stage = Stage.proven(new Sketch().restart(RestartPolicy.ON_FAILURE));
        stage.exit(stage.pid(), Stage.CLEAN);
        assertThat(stage.state()).isEqualTo(State.STOPPED);
        assertThat(stage.done(Action.Spawn.class)).isEmpty();
        assertThat(stage.done(Action.Shed.class)).hasSize(1);
        assertThat(stage.view().stoppedByOperator()).isFalse();
    }

    @Test
    void onFailureACrashIsRestarted() {
        Stage stage = Stage.proven(new Sketch().restart(RestartPolicy.ON_FAILURE));
        stage.exit(stage.pid(), Stage.CRASH);
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void neverMeansNeverAndABadEndIsAFailure() {
        Stage stage = Stage.proven(new Sketch().restart(RestartPolicy.NEVER));
        stage.exit(stage.pid(), Stage.CRASH);
        stage.pass(3_600_000);
        assertThat(stage.done(Action.Spawn.class)).isEmpty();
        assertThat(stage.state()).isEqualTo(State.FAILED);
    }

    @Test
    void startRunsAFinishedVassalAgain() {
        Stage stage = Stage.proven(new Sketch().restart(RestartPolicy.NEVER));
        stage.exit(stage.pid(), Stage.CLEAN);
        stage.order(Verb.START);
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void anEditRunsAFinishedVassalAgain() {
        Stage stage = Stage.proven(new Sketch().restart(RestartPolicy.NEVER));
        stage.exit(stage.pid(), Stage.CLEAN);
        stage.pass(2_000);
        stage.see(new Fact.Decreed(new Sketch().restart(RestartPolicy.NEVER).decree()));
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void oneOfTwoThatFinishesLeavesTheOtherRunning() {
        Stage stage = Stage.proven(new Sketch().processes(2).restart(RestartPolicy.ON_FAILURE));
        stage.exit(stage.pids().get(0), Stage.CLEAN);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        stage.exit(stage.pid(), Stage.CLEAN);
        assertThat(stage.state()).isEqualTo(State.STOPPED);
    }

    @Test
    void earlierFailuresOfAWorkerThatFinishesAreForgotten() {
        Stage stage = Stage.proven(new Sketch().processes(2).failedAfter(1).restart(RestartPolicy.ON_FAILURE));
        int steady = stage.pids().get(0);
        stage.exit(stage.pids().get(1), Stage.CRASH);
        stage.pids().stream().filter(pid -> pid != steady).forEach(pid -> stage.exit(pid, Stage.CRASH));
        assertThat(stage.state()).isEqualTo(State.FAILED);
        stage.pass(stage.sleepsMillis());
        stage.pids().stream().filter(pid -> pid != steady).forEach(pid -> stage.exit(pid, Stage.CLEAN));
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }
}
