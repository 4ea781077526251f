package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What seeded storms of visitors once found wrong, each as the shortest story that shows it. */
class VassalSleepRepairsTest {
    private static final String PATH = "/run/liege/apps/shop.sock";
    private static final long IDLE = 60_000;
    private static final Fact IN_USE = new Fact.ListenFailed("could not bind: address in use (EADDRINUSE)");

    private final Stage stage = new Stage();

    private static Edict demand() {
        return Edict.of("shop").demand(IDLE).throttle(100, 400, 1);
    }

    private List<Integer> awake(Edict edict) {
        stage.decree(edict);
        stage.listening();
        List<Integer> pids = stage.hatchAll(stage.tell(new Fact.Called()));
        pids.forEach(stage::ready);
        stage.pass(Throttle.PROVEN_AFTER_MILLIS);
        return pids;
    }

    private static Memory memory(Memory.Setback setback, Memory.Setback roll) {
        return new Memory("shop", 1, 2, 2, Optional.of(demand().decree()), 1, 0, null, setback, roll, List.of(), List.of());
    }

    @Test
    void aSleeperWhoseSocketCannotBeOpenedIsTriedAgainAtThePaceOfFailedStarts() {
        stage.decree(demand());
        assertThat(stage.tell(IN_USE)).containsExactly(new Action.Shed());
        assertThat(stage.state()).isEqualTo(State.FAILED);
        assertThat(stage.view().retryAt()).isNotNull();
        assertThat(stage.pass(500)).containsExactly(new Action.Listen(demand().decree(), false));
        assertThat(stage.turn()).as("until that is answered").isEmpty();
        assertThat(stage.listening()).containsExactly(new Action.AwaitCall());
        assertThat(stage.state()).isEqualTo(State.IDLE);
        assertThat(stage.pass(1_000_000)).isEmpty();
    }

    @Test
    void aSleeperWhoseSocketCannotBeOpenedYetIsInBackoffAndNotIdle() {
        stage.decree(demand().throttle(100, 400, 3));
        stage.tell(IN_USE);
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
        assertThat(stage.view().retryAt()).isNotNull();
    }

    @Test
    void whoHadFailedUnderAnEarlierMasterIsTriedAgainWithoutAnotherCall() {
        Moment retryAt = stage.now().plusMillis(200);
        stage.tell(new Fact.Remembered(memory(new Memory.Setback(3, 0, true, retryAt), Memory.Setback.NONE)),
                new Fact.Decreed(demand().decree()));
        assertThat(stage.state()).isEqualTo(State.FAILED);
        stage.pass(200);
        assertThat(Stage.spawns(stage.listening())).hasSize(1);
    }

    @Test
    void aNewGenerationThatHadFailedDoesNotStartWhileItSleeps() {
        stage.tell(new Fact.Remembered(memory(Memory.Setback.NONE, new Memory.Setback(2, 0, false, stage.now()))),
                new Fact.Decreed(demand().digest("2").program("/srv/new").decree()));
        assertThat(stage.listening()).containsExactly(new Action.AwaitCall());
        assertThat(stage.pass(10_000)).isEmpty();
        assertThat(Stage.spawns(stage.tell(new Fact.Called()))).as("the one that was good, and the new one beside it")
                .extracting(spawn -> spawn.decree().digest()).containsExactly("1", "2");
    }

    @Test
    void aNewGenerationThatEndsWellBeforeItIsReadyHasFailedAndTheOldServesOn() {
        int old = awake(demand().restart(RestartPolicy.ON_FAILURE)).get(0);
        int next = stage.hatchAll(stage.decree(demand().restart(RestartPolicy.ON_FAILURE).digest("2"))).get(0);
        assertThat(stage.end(next, Stage.CLEAN)).noneMatch(Action.Signal.class::isInstance);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().workers()).singleElement().returns(old, VassalView.WorkerView::pid);
    }

    @Test
    void thatNobodyComesDoesNotCancelARestart() {
        int old = awake(demand()).get(0);
        stage.order(Verb.RESTART);
        stage.tell(new Fact.Quiet(IDLE));
        assertThat(Stage.spawns(stage.end(old, Stage.CLEAN))).hasSize(1);
    }

    @Test
    void oneOfWhichAWorkerKeepsFailingIsNotStoppedForWantOfVisitors() {
        List<Integer> pids = awake(demand().processes(2));
        int second = stage.hatchAll(stage.end(pids.get(1), Stage.CRASH)).get(0);
        stage.end(second, Stage.CRASH);
        assertThat(stage.state()).isEqualTo(State.FAILED);
        assertThat(stage.tell(new Fact.Quiet(IDLE))).isEmpty();
        assertThat(stage.view().running()).isTrue();
    }

    @Test
    void theAnswerToAnEarlierOrderToListenIsNotTakenForThatToALaterOne() {
        stage.started(Edict.of("shop").throttle(100, 400, 5)).forEach(pid -> stage.end(pid, Stage.CRASH));
        stage.pass(50);
        stage.tell(new Fact.PathLost(PATH));
        stage.pass(100);
        stage.tell(new Fact.PathLost(PATH));
        assertThat(Stage.spawns(stage.listening())).as("what was opened first was lost meanwhile").isEmpty();
        stage.tell(IN_USE);
        assertThat(Stage.spawns(stage.pass(1_000))).isEmpty();
        assertThat(Stage.spawns(stage.listening())).hasSize(1);
    }

    @Test
    void whoeverStartsByTheLatestFileIsNotToldToReload() {
        Edict signal = Edict.of("shop").reload(new Reload.Signal("HUP"));
        int pid = stage.proven(signal).get(0);
        stage.decree(signal.digest("2"));
        stage.decree(signal.digest("3"));
        int next = stage.hatchAll(stage.end(pid, Stage.CRASH)).get(0);
        stage.ready(next);
        assertThat(stage.pass(2_000)).isEmpty();
    }

    @Test
    void whatServesIsCompletedInTheTurnThatStartsACandidateBesideIt() {
        int pid = stage.proven(Edict.of("shop").processes(2)).get(1);
        Decree edited = Edict.of("shop").processes(2).digest("2").program("/srv/new").decree();
        List<Action> actions = stage.tell(new Fact.Exited(pid, Stage.TICKS, Stage.CRASH), new Fact.Decreed(edited));
        assertThat(Stage.spawns(actions)).extracting(Action.Spawn::generation).containsExactly(2, 2, 1);
        assertThat(Stage.spawns(actions).get(2).decree().digest()).isEqualTo("1");
    }

    @Test
    void thatTheQueueHasDrainedIsToldAlsoWhileItIsStopped() {
        stage.proven(Edict.of("shop"));
        stage.tell(new Fact.QueueSeen(100, 100));
        stage.pass(250);
        stage.order(Verb.STOP);
        stage.tell(new Fact.QueueSeen(0, 100));
        stage.pass(250);
        assertThat(stage.view().overloaded()).isFalse();
    }
}
