package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VassalStartTest {
    private final Stage stage = new Stage();

    @Test
    void listensBeforeAnyWorkerIsSpawned() {
        List<Action> first = stage.decree(Edict.of("shop"));
        assertThat(first).singleElement().isInstanceOf(Action.Listen.class);
        assertThat(stage.listening()).singleElement().isInstanceOf(Action.Spawn.class);
    }

    @Test
    void aWorkerIsProbedOnceItIsThereAndOnlyOnce() {
        stage.decree(Edict.of("shop"));
        Action.Spawn spawn = Stage.spawns(stage.listening()).get(0);
        assertThat(stage.tell(new Fact.Spawned(spawn.serial(), 100, Stage.TICKS)))
                .singleElement().isInstanceOf(Action.Probe.class);
        assertThat(stage.turn()).isEmpty();
    }

    @Test
    void runsOnceAWorkerIsReady() {
        int pid = stage.started(Edict.of("shop")).get(0);
        assertThat(stage.state()).isEqualTo(State.STARTING);
        assertThat(stage.view().running()).isFalse();
        stage.pass(412);
        stage.ready(pid);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().running()).isTrue();
        assertThat(stage.view().reason()).isEqualTo("ready after 412 ms");
    }

    @Test
    void aReadyDelayIsWaitedOutAfterTheCondition() {
        int pid = stage.started(Edict.of("shop").readyDelay(300)).get(0);
        stage.ready(pid);
        stage.pass(299);
        assertThat(stage.state()).isEqualTo(State.STARTING);
        stage.pass(1);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void theStartTimeoutDoesNotEndOneThatWaitsOutItsReadyDelay() {
        int pid = stage.started(Edict.of("shop").startTimeout(1_000).readyDelay(5_000)).get(0);
        stage.pass(900);
        stage.ready(pid);
        assertThat(stage.pass(5_000)).isEmpty();
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void asManyWorkersAreSpawnedAsAreDecreedEachInASlotOfItsOwn() {
        stage.decree(Edict.of("shop").processes(3));
        assertThat(Stage.spawns(stage.listening())).extracting(Action.Spawn::slot).containsExactly(0, 1, 2);
        assertThat(stage.view().generation()).isEqualTo(1);
    }

    @Test
    void theFirstReadyWorkerOfSeveralMakesItRunning() {
        List<Integer> pids = stage.started(Edict.of("shop").processes(2));
        stage.ready(pids.get(1));
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void oneThatIsNotReadyInTimeIsKilledWithItsWholeTreeAndTheStartHasFailed() {
        int pid = stage.started(Edict.of("shop").startTimeout(2_000)).get(0);
        assertThat(stage.pass(1_999)).isEmpty();
        assertThat(stage.pass(1)).containsExactly(
                new Action.KillTree(pid, Stage.TICKS, "not ready within 2 s"));
        stage.end(pid, Stage.KILLED);
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
        assertThat(stage.view().reason()).contains("not ready within 2 s");
        assertThat(stage.view().publicReason()).isEqualTo("the app was not ready in time");
    }

    @Test
    void killIsRepeatedOnOneThatDoesNotGo() {
        stage.started(Edict.of("shop").startTimeout(2_000));
        stage.pass(2_000);
        assertThat(stage.pass(3_000)).hasSize(3).allMatch(Action.KillTree.class::isInstance);
    }

    @Test
    void withoutAPlaceAtTheGateItListensAndIsIdleAndSpawnsNothing() {
        stage.shutGate();
        stage.decree(Edict.of("shop"));
        assertThat(stage.listening()).isEmpty();
        assertThat(stage.state()).isEqualTo(State.IDLE);
        assertThat(stage.vassal().waitingAtGate()).isTrue();
        assertThat(stage.vassal().deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void itsPlaceAtTheGateIsKeptUntilTheWorkerIsReady() {
        int pid = stage.started(Edict.of("shop")).get(0);
        assertThat(stage.vassal().atGate()).isTrue();
        stage.ready(pid);
        assertThat(stage.vassal().atGate()).isFalse();
    }

    @Test
    void aSpawnThatFailedForTheAppCountsTowardsTheVerdict() {
        stage.decree(Edict.of("shop").throttle(100, 1_000, 1));
        Action.Spawn spawn = Stage.spawns(stage.listening()).get(0);
        stage.tell(new Fact.SpawnFailed(spawn.serial(), "could not execute /srv/app: no such file (ENOENT)", false));
        assertThat(stage.state()).isEqualTo(State.FAILED);
        assertThat(stage.view().reason()).contains("(ENOENT)");
        assertThat(stage.view().publicReason()).isEqualTo("the app could not be started");
    }

    @Test
    void aShortageOfTheMachineIsNotHeldAgainstTheApp() {
        stage.decree(Edict.of("shop").throttle(100, 1_000, 1));
        List<Action> actions = stage.listening();
        for (int i = 0; i < 10; i++) {
            Action.Spawn spawn = Stage.spawns(actions).get(0);
            stage.tell(new Fact.SpawnFailed(spawn.serial(), "could not fork: too many processes (EAGAIN)", true));
            assertThat(stage.state()).isEqualTo(State.BACKOFF);
            actions = stage.pass(1_000);
        }
    }

    @Test
    void aProcessThatNobodyAskedForIsCalledImpossible() {
        stage.started(Edict.of("shop"));
        stage.tell(new Fact.Spawned(99, 4711, Stage.TICKS));
        assertThat(stage.log()).contains("impossible: a process 4711 was spawned that nobody asked for");
        assertThat(stage.view().workers()).hasSize(1);
    }

    @Test
    void readinessOfAnEarlierProcessWithTheSamePidSaysNothing() {
        int pid = stage.started(Edict.of("shop")).get(0);
        stage.tell(new Fact.Ready(pid, Stage.TICKS - 1));
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void theEndOfAnEarlierProcessWithTheSamePidSaysNothing() {
        int pid = stage.running(Edict.of("shop")).get(0);
        assertThat(stage.tell(new Fact.Exited(pid, Stage.TICKS - 1, Stage.CRASH))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void viewsChangeNothing() {
        stage.started(Edict.of("shop"));
        VassalView before = stage.view();
        long deadline = stage.vassal().deadline();
        stage.view();
        assertThat(stage.turn()).isEmpty();
        assertThat(stage.view()).isEqualTo(before);
        assertThat(stage.vassal().deadline()).isEqualTo(deadline);
    }
}
