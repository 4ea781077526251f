package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VassalStopTest {
    private final Stage stage = new Stage();

    @Test
    void stopAsksGentlyThenKillsTheWholeTree() {
        int pid = stage.proven(Edict.of("shop").stop("QUIT", 5_000)).get(0);
        assertThat(stage.order(Verb.STOP)).containsExactly(new Action.Signal(pid, Stage.TICKS, "QUIT", "stop"));
        assertThat(stage.state()).isEqualTo(State.STOPPING);
        assertThat(stage.pass(4_999)).isEmpty();
        assertThat(stage.pass(1)).containsExactly(new Action.KillTree(pid, Stage.TICKS, "did not end within 5 s"));
        stage.end(pid, Stage.KILLED);
        assertThat(stage.state()).isEqualTo(State.STOPPED);
    }

    @Test
    void itIsStoppedOnlyWhenTheLeftoversAreSwept() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        stage.order(Verb.STOP);
        assertThat(stage.exit(pid, Stage.CLEAN)).containsExactly(new Action.Sweep(pid, Stage.TICKS));
        assertThat(stage.state()).isEqualTo(State.STOPPING);
        assertThat(stage.swept(pid)).containsExactly(new Action.Shed());
        assertThat(stage.state()).isEqualTo(State.STOPPED);
    }

    @Test
    void aStopIsRespectedWhateverEndsOrTimePasses() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        stage.order(Verb.STOP);
        stage.end(pid, Stage.CRASH);
        assertThat(stage.pass(3_600_000)).isEmpty();
        assertThat(stage.tell(new Fact.Mended())).isEmpty();
        assertThat(stage.order(Verb.RESET)).isEmpty();
        assertThat(stage.order(Verb.RELOAD)).isEmpty();
        assertThat(stage.state()).isEqualTo(State.STOPPED);
        assertThat(stage.view().stoppedByOperator()).isTrue();
    }

    @Test
    void anEditOfAStoppedVassalDoesNotStartIt() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        stage.order(Verb.STOP);
        stage.end(pid, Stage.CLEAN);
        assertThat(stage.decree(Edict.of("shop").digest("2").program("/srv/new"))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.STOPPED);
        stage.order(Verb.START);
        assertThat(Stage.spawns(stage.listening())).singleElement()
                .satisfies(spawn -> assertThat(spawn.decree().digest()).isEqualTo("2"));
    }

    @Test
    void aStopGivenToAnEarlierMasterHolds() {
        stage.tell(new Fact.StoppedBefore());
        assertThat(stage.decree(Edict.of("shop"))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.STOPPED);
    }

    @Test
    void aStopDuringTheSpawnReachesTheProcessAsSoonAsItIsThere() {
        stage.decree(Edict.of("shop"));
        Action.Spawn spawn = Stage.spawns(stage.listening()).get(0);
        assertThat(stage.order(Verb.STOP)).isEmpty();
        assertThat(stage.tell(new Fact.Spawned(spawn.serial(), 100, Stage.TICKS)))
                .containsExactly(new Action.Signal(100, Stage.TICKS, "TERM", "stop"));
    }

    @Test
    void aWorkerThatGetsReadyJustWhenItIsStoppedDoesNotHideWhyItIsDown() {
        stage.decree(Edict.of("shop"));
        Action.Spawn spawn = Stage.spawns(stage.listening()).get(0);
        stage.tell(new Fact.Spawned(spawn.serial(), 100, Stage.TICKS));
        stage.tell(new Fact.Ordered(Verb.STOP), new Fact.Ready(100, Stage.TICKS));
        assertThat(stage.state()).isEqualTo(State.STOPPING);
        assertThat(stage.view().reason()).isEqualTo("stopped by the operator");
    }

    @Test
    void aStopDuringASpawnThatThenFailsIsNoFailedStart() {
        stage.decree(Edict.of("shop"));
        Action.Spawn spawn = Stage.spawns(stage.listening()).get(0);
        stage.order(Verb.STOP);
        stage.tell(new Fact.SpawnFailed(spawn.serial(), "could not fork: too many processes (EAGAIN)", false));
        assertThat(stage.state()).isEqualTo(State.STOPPED);
        assertThat(stage.view().reason()).isEqualTo("stopped by the operator");
    }

    @Test
    void stopLiftsABackoff() {
        stage.end(stage.started(Edict.of("shop")).get(0), Stage.CRASH);
        assertThat(stage.order(Verb.STOP)).containsExactly(new Action.Shed());
        assertThat(stage.state()).isEqualTo(State.STOPPED);
        assertThat(stage.view().retryAt()).isNull();
    }

    @Test
    void startAfterStopIsNoRestart() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        stage.order(Verb.STOP);
        stage.end(pid, Stage.CLEAN);
        stage.order(Verb.START);
        stage.listening();
        assertThat(stage.view().starts()).isEqualTo(2);
        assertThat(stage.view().restarts()).isZero();
    }

    @Test
    void startDuringStoppingReplacesTheEndingWorkerWithoutTwoInOneSlot() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        stage.order(Verb.STOP);
        assertThat(Stage.spawns(stage.order(Verb.START))).isEmpty();
        assertThat(Stage.spawns(stage.end(pid, Stage.CLEAN))).hasSize(1);
    }

    @Test
    void restartEndsTheOldBeforeTheNewAndKeepsTheListener() {
        List<Integer> pids = stage.proven(Edict.of("shop").processes(2));
        assertThat(stage.order(Verb.RESTART)).hasSize(2).allMatch(Action.Signal.class::isInstance);
        assertThat(stage.state()).isEqualTo(State.STOPPING);
        assertThat(Stage.spawns(stage.end(pids.get(0), Stage.CLEAN))).isEmpty();
        List<Action> last = stage.end(pids.get(1), Stage.CLEAN);
        assertThat(Stage.spawns(last)).hasSize(2).allMatch(spawn -> spawn.generation() == 2);
        assertThat(last).noneMatch(Action.Shed.class::isInstance).noneMatch(Action.Listen.class::isInstance);
    }

    @Test
    void aRemovedFileUnlinksFirstAndIsForgottenAtTheEnd() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        assertThat(stage.tell(new Fact.Withdrawn())).containsExactlyInAnyOrder(
                new Action.Unlink(), new Action.Signal(pid, Stage.TICKS, "TERM", "stop"));
        assertThat(stage.view().configured()).isFalse();
        assertThat(stage.vassal().gone()).isFalse();
        assertThat(stage.end(pid, Stage.CLEAN)).contains(new Action.Forget());
        assertThat(stage.vassal().gone()).isTrue();
    }

    @Test
    void aFaultyFileThatGoesIsForgottenAtOnce() {
        stage.tell(new Fact.Faulted("/etc/liege/vassals/shop.ini", List.of()));
        stage.tell(new Fact.Withdrawn());
        assertThat(stage.vassal().gone()).isTrue();
    }

    @Test
    void aFileThatReturnsWhileTheOldWorkerEndsGetsNewWorkersAndItsPathBack() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        stage.tell(new Fact.Withdrawn());
        stage.decree(Edict.of("shop"));
        stage.pass(1_000);
        stage.listening();
        assertThat(stage.vassal().gone()).isFalse();
        assertThat(Stage.spawns(stage.end(pid, Stage.CLEAN))).hasSize(1);
    }

    @Test
    void theEndOfTheMasterIsNoOrderOfTheOperators() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        assertThat(stage.tell(new Fact.MasterEnds())).contains(new Action.Unlink());
        assertThat(stage.view().stoppedByOperator()).isFalse();
        assertThat(stage.view().publicReason()).isEqualTo("the supervisor is shutting down");
        assertThat(stage.end(pid, Stage.CLEAN)).contains(new Action.Forget());
    }

    @Test
    void aLongerStopTimeoutHoldsForOneThatIsAlreadyStopping() {
        int pid = stage.proven(Edict.of("shop").stop("TERM", 2_000)).get(0);
        stage.order(Verb.STOP);
        stage.pass(1_000);
        stage.decree(Edict.of("shop").digest("2").stop("TERM", 10_000));
        assertThat(stage.pass(8_999)).isEmpty();
        assertThat(stage.pass(1)).singleElement().isInstanceOf(Action.KillTree.class);
        stage.end(pid, Stage.KILLED);
        assertThat(stage.state()).isEqualTo(State.STOPPED);
    }
}
