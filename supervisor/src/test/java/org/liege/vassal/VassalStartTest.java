package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VassalStartTest {
    @Test
    void listensBeforeItSpawns() {
        Stage stage = Stage.with(new Sketch());
        assertThat(stage.done).extracting(action -> action.getClass().getSimpleName())
                .containsExactly("Listen", "Spawn", "Probe");
    }

    @Test
    void isRunningOnceItsWorkerIsReady() {
        Stage stage = Stage.with(new Sketch());
        assertThat(stage.state()).isEqualTo(State.STARTING);
        stage.readyAll();
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().running()).isTrue();
    }

    @Test
    void waitsAtTheGateWithoutAProcess() {
        Stage stage = new Stage();
        stage.gateOpen = false;
        stage.see(new Fact.Decreed(new Sketch().decree()));
        assertThat(stage.vassal.waitingAtGate()).isTrue();
        assertThat(stage.state()).isEqualTo(State.IDLE);
        assertThat(stage.done(Action.Spawn.class)).isEmpty();
    }

    @Test
    void holdsItsPlaceAtTheGateUntilItsWorkersAreReady() {
        Stage stage = Stage.with(new Sketch().processes(2));
        stage.ready(stage.pids().get(0));
        assertThat(stage.vassal.atGate()).isTrue();
        stage.ready(stage.pids().get(1));
        assertThat(stage.vassal.atGate()).isFalse();
    }

    @Test
    void readyDelayIsWaitedOutAfterTheCondition() {
        Stage stage = Stage.with(new Sketch().readyDelay(500));
        stage.readyAll();
        stage.pass(499);
        assertThat(stage.state()).isEqualTo(State.STARTING);
        stage.pass(1);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aReadyThatIsMeantForAnEarlierProcessWithThatPidSaysNothing() {
        Stage stage = Stage.with(new Sketch());
        stage.see(new Fact.Ready(stage.pid(), Stage.ticks(stage.pid()) - 1));
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void anEndThatIsMeantForAnEarlierProcessWithThatPidSaysNothing() {
        Stage stage = Stage.running(new Sketch());
        stage.see(new Fact.Exited(stage.pid(), Stage.ticks(stage.pid()) - 1, Stage.CRASH));
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aWorkerThatIsNotReadyInTimeIsKilledAndCountsAsAFailedStart() {
        Stage stage = Stage.with(new Sketch().startTimeout(2_000));
        int pid = stage.pid();
        stage.pass(2_000);
        assertThat(stage.done(Action.KillTree.class)).singleElement()
                .satisfies(kill -> assertThat(kill.pid()).isEqualTo(pid));
        stage.exit(pid, new Exit(null, "KILL", false, false, ""));
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
        assertThat(stage.view().reason()).isEqualTo("not ready within 2 s");
        assertThat(stage.view().publicReason()).isEqualTo("the app was not ready in time");
    }

    @Test
    void aSocketThatCannotBeOpenedIsTriedAgainAfterADelay() {
        Stage stage = new Stage();
        stage.listenFails = true;
        stage.see(new Fact.Decreed(new Sketch().decree()));
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
        assertThat(stage.done(Action.Spawn.class)).isEmpty();
        stage.listenFails = false;
        stage.pass(stage.sleepsMillis());
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void aFaultyFirstFileIsInvalidAndStartsNothing() {
        Stage stage = new Stage();
        stage.see(new Fact.Faulted("/etc/shop.ini", java.util.List.of(new Fault("/etc/shop.ini", 7, "unknown key"))));
        assertThat(stage.state()).isEqualTo(State.INVALID);
        assertThat(stage.done).isEmpty();
        assertThat(stage.view().reason()).isEqualTo("/etc/shop.ini:7: unknown key");
        assertThat(stage.view().publicReason()).doesNotContain("/");
        stage.see(new Fact.Decreed(new Sketch().decree()));
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void aVassalWithoutSocketsIsStartedAllTheSame() {
        Stage stage = Stage.running(new Sketch().sockets());
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().sockets()).isEmpty();
    }
}
