package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VassalEditTest {
    private final Stage stage = new Stage();

    @Test
    void whereRestartIsDecreedAnEditEndsTheOldWorkerFirst() {
        Reload restart = new Reload.Restart();
        int pid = stage.proven(Edict.of("shop").reload(restart)).get(0);
        assertThat(stage.decree(Edict.of("shop").reload(restart).digest("2").program("/srv/new")))
                .containsExactly(new Action.Signal(pid, Stage.TICKS, "TERM", "stop"));
        assertThat(stage.state()).isEqualTo(State.STOPPING);
        assertThat(Stage.spawns(stage.end(pid, Stage.CLEAN))).singleElement()
                .satisfies(spawn -> assertThat(spawn.decree().execution().command()).containsExactly("/srv/new"));
    }

    @Test
    void theOldStopSignalIsSentToTheOldWorker() {
        Reload restart = new Reload.Restart();
        int pid = stage.proven(Edict.of("shop").reload(restart).stop("QUIT", 1_000)).get(0);
        assertThat(stage.decree(Edict.of("shop").reload(restart).digest("2").stop("INT", 1_000)))
                .containsExactly(new Action.Signal(pid, Stage.TICKS, "QUIT", "stop"));
    }

    @Test
    void aNewBacklogIsTunedLiveWithoutATouchOfTheWorkers() {
        stage.proven(Edict.of("shop"));
        Edict edit = Edict.of("shop").digest("2").sockets(Edict.socket("/run/liege/apps/shop.sock", 512));
        assertThat(stage.decree(edit)).singleElement().isInstanceOf(Action.Listen.class);
        assertThat(stage.listening()).isEmpty();
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().sockets()).singleElement().returns(512, VassalView.SocketView::requested);
    }

    @Test
    void aBacklogThatCouldNotBeTunedIsToldAndHurtsNobody() {
        stage.proven(Edict.of("shop"));
        stage.decree(Edict.of("shop").digest("2").sockets(Edict.socket("/run/liege/apps/shop.sock", 512)));
        stage.tell(new Fact.ListenFailed("could not tune shop.sock: no memory (ENOMEM)"));
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().reason()).endsWith("; could not tune shop.sock: no memory (ENOMEM)");
    }

    @Test
    void metadataChangeLive() {
        stage.proven(Edict.of("shop"));
        assertThat(stage.decree(Edict.of("shop").digest("2").metadata("name.owner", "ann"))).isEmpty();
        assertThat(stage.view().metadata()).containsEntry("name.owner", "ann");
    }

    @Test
    void aSurplusWorkerIsStoppedWhenProcessesShrinkAndTheOthersStay() {
        List<Integer> pids = stage.proven(Edict.of("shop").processes(3));
        assertThat(stage.decree(Edict.of("shop").digest("2").processes(1))).containsExactlyInAnyOrder(
                new Action.Signal(pids.get(1), Stage.TICKS, "TERM", "stop"),
                new Action.Signal(pids.get(2), Stage.TICKS, "TERM", "stop"));
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(Stage.spawns(stage.end(pids.get(1), Stage.CLEAN))).isEmpty();
        assertThat(Stage.spawns(stage.end(pids.get(2), Stage.CLEAN))).isEmpty();
        assertThat(stage.view().workers()).hasSize(1);
    }

    @Test
    void aMissingWorkerIsStartedInTheSameGenerationWhenProcessesGrow() {
        stage.proven(Edict.of("shop"));
        assertThat(Stage.spawns(stage.decree(Edict.of("shop").digest("2").processes(2)))).singleElement()
                .returns(1, Action.Spawn::slot).returns(1, Action.Spawn::generation);
    }

    @Test
    void aBadEditKeepsTheLastGoodRunningAndTellsItsFaults() {
        stage.proven(Edict.of("shop"));
        Fault fault = new Fault("/etc/liege/vassals/shop.ini", 7, "unknown key 'comand'");
        assertThat(stage.tell(new Fact.Faulted("/etc/liege/vassals/shop.ini", List.of(fault)))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().faults()).containsExactly(fault);
        assertThat(stage.view().configured()).isTrue();
    }

    @Test
    void aCrashUnderABadEditRestartsTheLastGood() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        stage.tell(new Fact.Faulted("/etc/liege/vassals/shop.ini", List.of()));
        assertThat(Stage.spawns(stage.exit(pid, Stage.CRASH))).hasSize(1);
    }

    @Test
    void aFirstFileThatIsFaultyIsInvalidAndStartsNothing() {
        Fault fault = new Fault("/etc/liege/vassals/shop.ini", 7, "unknown key 'comand'");
        assertThat(stage.tell(new Fact.Faulted("/etc/liege/vassals/shop.ini", List.of(fault)))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.INVALID);
        assertThat(stage.view().configured()).isFalse();
        assertThat(stage.view().reason()).isEqualTo("/etc/liege/vassals/shop.ini:7: unknown key 'comand'");
    }

    @Test
    void aMendedFileStartsAndClearsTheFaults() {
        stage.tell(new Fact.Faulted("/etc/liege/vassals/shop.ini", List.of()));
        stage.decree(Edict.of("shop"));
        assertThat(Stage.spawns(stage.listening())).hasSize(1);
        assertThat(stage.view().faults()).isEmpty();
    }

    @Test
    void anEditTriesAtOnceInsteadOfWaitingOutTheBackoff() {
        stage.end(stage.started(Edict.of("shop").throttle(20_000, 30_000, 5)).get(0), Stage.CRASH);
        assertThat(Stage.spawns(stage.decree(Edict.of("shop").digest("2")))).hasSize(1);
    }

    @Test
    void aTouchLoopIsNoWayRoundTheBackoff() {
        stage.end(stage.started(Edict.of("shop").throttle(20_000, 30_000, 50)).get(0), Stage.CRASH);
        int starts = stage.view().starts();
        for (int touch = 0; touch < 100; touch++) {
            List<Action> actions = new java.util.ArrayList<>(stage.decree(Edict.of("shop").digest("t" + touch)));
            actions.addAll(stage.pass(100));
            stage.hatchAll(actions).forEach(pid -> stage.end(pid, Stage.CRASH));
        }
        assertThat(stage.view().starts() - starts).isBetween(8, 11);
    }

    @Test
    void theSecondOfTwoQuickEditsActsWhenItsTimeHasCome() {
        stage.proven(Edict.of("shop"));
        int second = stage.hatchAll(stage.decree(Edict.of("shop").digest("2").program("/srv/two"))).get(0);
        assertThat(stage.decree(Edict.of("shop").digest("3").program("/srv/three"))).isEmpty();
        List<Action> later = stage.pass(Intent.EDIT_INTERVAL_MILLIS);
        assertThat(later).contains(new Action.Signal(second, Stage.TICKS, "TERM", "stop"));
        assertThat(Stage.spawns(later)).singleElement()
                .satisfies(spawn -> assertThat(spawn.decree().digest()).isEqualTo("3"));
    }

    @Test
    void anotherSocketPathIsListenedOnBesideTheOldUntilTheNewWorkersHaveTakenOver() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        Edict edit = Edict.of("shop").digest("2").sockets(Edict.socket("/srv/shop/other.sock", 100));
        assertThat(stage.decree(edit)).containsExactly(new Action.Listen(edit.decree(), true));
        stage.hatchAll(stage.listening()).forEach(stage::ready);
        assertThat(stage.pass(Throttle.PROVEN_AFTER_MILLIS)).containsExactlyInAnyOrder(
                new Action.Listen(edit.decree(), false), new Action.Signal(pid, Stage.TICKS, "TERM", "stop"));
    }
}
