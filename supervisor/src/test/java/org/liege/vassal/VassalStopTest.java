package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VassalStopTest {
    @Test
    void aStopAsksEveryWorkerToEndAndThenSheds() {
        Stage stage = Stage.proven(new Sketch().processes(2));
        stage.order(Verb.STOP);
        assertThat(stage.done(Action.Signal.class)).hasSize(2).allMatch(signal -> signal.signal().equals("TERM"));
        assertThat(stage.state()).isEqualTo(State.STOPPING);
        assertThat(stage.done(Action.Shed.class)).isEmpty();
        stage.pids().forEach(pid -> stage.exit(pid, Stage.CLEAN));
        assertThat(stage.state()).isEqualTo(State.STOPPED);
        assertThat(stage.done(Action.Shed.class)).hasSize(1);
        assertThat(stage.done(Action.Spawn.class)).isEmpty();
    }

    @Test
    void aWorkerThatIgnoresTheStopIsKilledAfterTheTimeout() {
        Stage stage = Stage.proven(new Sketch().stopTimeout(5_000));
        stage.order(Verb.STOP);
        stage.pass(4_999);
        assertThat(stage.done(Action.KillTree.class)).isEmpty();
        stage.pass(1);
        assertThat(stage.done(Action.KillTree.class)).singleElement()
                .satisfies(kill -> assertThat(kill.why()).isEqualTo("did not end within 5 s"));
    }

    @Test
    void theKillIsRepeatedEachSecondEvenIfTheTimeoutIsRaisedMeanwhile() {
        Stage stage = Stage.proven(new Sketch().stopTimeout(1_000));
        stage.order(Verb.STOP);
        stage.pass(1_000);
        stage.see(new Fact.Decreed(new Sketch().stopTimeout(60_000).decree()));
        stage.pass(3_000);
        assertThat(stage.done(Action.KillTree.class)).hasSize(4);
    }

    @Test
    void aWorkerWhoseSpawnWasUnderWayIsStoppedAsSoonAsItIsThere() {
        Stage stage = new Stage();
        stage.vassal.observe(new Fact.Decreed(new Sketch().decree()), stage.now());
        stage.vassal.steer(stage.now());
        stage.vassal.admit();
        stage.vassal.observe(new Fact.Listening(java.util.List.of()), stage.now());
        assertThat(stage.vassal.steer(stage.now())).hasOnlyElementsOfType(Action.Spawn.class);
        stage.vassal.observe(new Fact.Ordered(Verb.STOP), stage.now());
        assertThat(stage.vassal.steer(stage.now())).isEmpty();
        stage.vassal.observe(new Fact.Spawned(1, 42, 420), stage.now());
        assertThat(stage.vassal.steer(stage.now())).containsExactly(new Action.Signal(42, 420, "TERM", "stop"));
    }

    @Test
    void theEndOfAStoppedWorkerIsNoFailure() {
        Stage stage = Stage.with(new Sketch().failedAfter(1));
        stage.order(Verb.STOP);
        stage.exit(stage.pid(), Stage.CRASH);
        stage.order(Verb.START);
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void anEditOfAStoppedVassalDoesNotStartItNorHideWhyItIsDown() {
        Stage stage = Stage.with(new Sketch());
        stage.order(Verb.STOP);
        stage.exit(stage.pid(), Stage.CLEAN);
        stage.see(new Fact.Decreed(new Sketch().command("/srv/shop/new").decree()));
        stage.order(Verb.RELOAD);
        assertThat(stage.state()).isEqualTo(State.STOPPED);
        assertThat(stage.view().reason()).isEqualTo("stopped by the operator");
    }

    @Test
    void aStopGivenToAnEarlierMasterStillStands() {
        Stage stage = new Stage();
        stage.see(new Fact.Decreed(new Sketch().decree()), new Fact.StoppedBefore());
        assertThat(stage.state()).isEqualTo(State.STOPPED);
        assertThat(stage.done).isEmpty();
    }

    @Test
    void aRemovedFileTakesThePathFirstThenTheWorkersThenTheRest() {
        Stage stage = Stage.proven(new Sketch());
        int pid = stage.pid();
        stage.see(new Fact.Withdrawn());
        assertThat(stage.done).extracting(action -> action.getClass().getSimpleName())
                .containsExactly("Unlink", "Signal");
        assertThat(stage.view().configured()).isFalse();
        stage.exit(pid, Stage.CLEAN);
        assertThat(stage.done).endsWith(new Action.Forget());
        assertThat(stage.vassal.gone()).isTrue();
    }

    @Test
    void aFileThatReturnsBrokenAndGoesAgainIsUnlinkedAgain() {
        Stage stage = Stage.proven(new Sketch());
        stage.see(new Fact.Withdrawn());
        stage.see(new Fact.Faulted("/etc/shop.ini", java.util.List.of()));
        assertThat(stage.done(Action.Listen.class)).hasSize(1);
        stage.see(new Fact.Withdrawn());
        assertThat(stage.done(Action.Unlink.class)).hasSize(2);
    }

    @Test
    void aLostPathDoesNotMakeItForgetThatOtherListenersAreOpen() {
        Stage stage = Stage.proven(new Sketch());
        stage.order(Verb.STOP);
        stage.see(new Fact.PathLost("/run/liege/apps/shop.sock"));
        stage.exit(stage.pid(), Stage.CLEAN);
        assertThat(stage.done(Action.Shed.class)).hasSize(1);
        assertThat(stage.view().reason()).isEqualTo("stopped by the operator");
    }

    @Test
    void aMasterThatEndsTakesItsVassalsWithItWithoutStoppingThemForGood() {
        Stage stage = Stage.proven(new Sketch());
        stage.see(new Fact.MasterEnds());
        assertThat(stage.view().stoppedByOperator()).isFalse();
        stage.exit(stage.pid(), Stage.CLEAN);
        assertThat(stage.vassal.gone()).isTrue();
    }
}
