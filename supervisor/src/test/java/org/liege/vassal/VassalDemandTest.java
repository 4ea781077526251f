package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A vassal that starts on demand, sleeps again when nobody comes, and how load is told. */
class VassalDemandTest {
    private static final long IDLE = 60_000;

    private final Stage stage = new Stage();

    private static Action stop(int pid) {
        return new Action.Signal(pid, Stage.TICKS, "TERM", "stop");
    }

    private static Edict edict() {
        return Edict.of("shop").demand(IDLE);
    }

    /** Called, ready and proven; answers with the pid. */
    private int awake() {
        stage.decree(edict());
        stage.listening();
        int pid = stage.hatchAll(stage.tell(new Fact.Called())).get(0);
        stage.ready(pid);
        stage.pass(Throttle.PROVEN_AFTER_MILLIS);
        return pid;
    }

    @Test
    void itIsASocketAndNothingElseUntilSomebodyComes() {
        stage.decree(edict());
        assertThat(stage.listening()).containsExactly(new Action.AwaitCall());
        assertThat(stage.state()).isEqualTo(State.IDLE);
        assertThat(stage.view().start()).isEqualTo("demand");
        assertThat(stage.pass(1_000_000)).isEmpty();
        assertThat(stage.view().starts()).isZero();
    }

    @Test
    void theFirstCallStartsItOnceAndLaterOnesDoNot() {
        stage.decree(edict());
        stage.listening();
        assertThat(Stage.spawns(stage.tell(new Fact.Called()))).hasSize(1);
        for (int call = 0; call < 100; call++) {
            assertThat(stage.tell(new Fact.Called())).isEmpty();
        }
        assertThat(stage.view().starts()).isEqualTo(1);
    }

    @Test
    void theOperatorsStartBootsItToo() {
        stage.decree(edict());
        stage.listening();
        assertThat(Stage.spawns(stage.order(Verb.START))).hasSize(1);
    }

    @Test
    void aCallOfAStoppedOneStartsNothing() {
        stage.decree(edict());
        stage.listening();
        stage.order(Verb.STOP);
        assertThat(stage.tell(new Fact.Called())).isEmpty();
        assertThat(stage.state()).isEqualTo(State.STOPPED);
    }

    @Test
    void aCallWaitsForTheStartGate() {
        stage.decree(edict());
        stage.listening();
        stage.shutGate();
        assertThat(stage.tell(new Fact.Called())).isEmpty();
        assertThat(stage.vassal().waitingAtGate()).isTrue();
    }

    @Test
    void aTouchOfASleepingOneDoesNotWakeIt() {
        stage.decree(edict());
        stage.listening();
        assertThat(Stage.spawns(stage.decree(edict().digest("2")))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.IDLE);
    }

    @Test
    void oneThatCrashesIsRestartedWithoutAnotherCall() {
        int pid = awake();
        assertThat(Stage.spawns(stage.end(pid, Stage.CRASH))).hasSize(1);
    }

    @Test
    void oneThatEndsCleanlyAndIsNotToBeRestartedSleepsUntilTheNextCall() {
        stage.decree(edict().restart(RestartPolicy.ON_FAILURE));
        stage.listening();
        int pid = stage.hatchAll(stage.tell(new Fact.Called())).get(0);
        stage.ready(pid);
        stage.pass(Throttle.PROVEN_AFTER_MILLIS);
        assertThat(stage.end(pid, Stage.CLEAN)).contains(new Action.AwaitCall());
        assertThat(stage.state()).isEqualTo(State.IDLE);
        assertThat(Stage.spawns(stage.tell(new Fact.Called()))).hasSize(1);
    }

    @Test
    void oneThatEndsCleanlyAsSoonAsItIsReadyIsNotStartedWithoutDelay() {
        stage.decree(edict().restart(RestartPolicy.ON_FAILURE).throttle(100, 30_000, 5));
        stage.listening();
        int pid = stage.hatchAll(stage.tell(new Fact.Called())).get(0);
        stage.ready(pid);
        stage.end(pid, Stage.CLEAN);
        assertThat(stage.tell(new Fact.Called())).as("whoever called waits still").isEmpty();
        assertThat(stage.pass(99)).isEmpty();
        assertThat(Stage.spawns(stage.pass(1))).hasSize(1);
    }

    @Test
    void oneThatEndsCleanlyBeforeItIsReadyHasFailedToStart() {
        stage.decree(edict().restart(RestartPolicy.ON_FAILURE).throttle(100, 30_000, 3));
        stage.listening();
        int pid = stage.hatchAll(stage.tell(new Fact.Called())).get(0);
        assertThat(stage.end(pid, Stage.CLEAN)).doesNotContain(new Action.AwaitCall());
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
        for (int failure = 2; failure <= 3; failure++) {
            stage.hatchAll(stage.pass(200)).forEach(next -> stage.end(next, Stage.CLEAN));
        }
        assertThat(stage.state()).isEqualTo(State.FAILED);
    }

    // --- idle ----------------------------------------------------------------------------------------------------

    @Test
    void oneThatIsQuietLongEnoughIsStoppedAndItsListenerWatched() {
        int pid = awake();
        assertThat(stage.tell(new Fact.Quiet(IDLE - 1))).isEmpty();
        assertThat(stage.tell(new Fact.Quiet(IDLE))).containsExactlyInAnyOrder(stop(pid), new Action.AwaitCall());
        assertThat(stage.state()).isEqualTo(State.STOPPING);
        assertThat(stage.end(pid, Stage.CLEAN)).noneMatch(Action.Shed.class::isInstance);
        assertThat(stage.state()).isEqualTo(State.IDLE);
        assertThat(stage.view().sockets()).singleElement().returns(77L, VassalView.SocketView::inode);
    }

    @Test
    void whoComesWhileItEndsIsServedByANewOneAtOnce() {
        int pid = awake();
        stage.tell(new Fact.Quiet(IDLE));
        assertThat(Stage.spawns(stage.tell(new Fact.Called()))).hasSize(1);
        assertThat(stage.end(pid, Stage.CLEAN)).noneMatch(Action.Spawn.class::isInstance);
    }

    @Test
    void oneThatIsNotToIdleOrHasNotProvenItselfIsNotStopped() {
        stage.decree(edict());
        stage.listening();
        stage.hatchAll(stage.tell(new Fact.Called())).forEach(stage::ready);
        assertThat(stage.tell(new Fact.Quiet(IDLE))).isEmpty();
        Stage other = new Stage();
        other.proven(Edict.of("shop"));
        assertThat(other.tell(new Fact.Quiet(IDLE))).isEmpty();
    }

    @Test
    void fromBootToDemandTheRunningOneStays() {
        stage.proven(Edict.of("shop"));
        assertThat(stage.decree(Edict.of("shop").digest("2").demand(0))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void fromDemandToBootASleepingOneStarts() {
        stage.decree(edict());
        stage.listening();
        assertThat(Stage.spawns(stage.decree(Edict.of("shop").digest("2")))).hasSize(1);
    }

    // --- load ----------------------------------------------------------------------------------------------------

    @Test
    void aFullQueueIsToldAndNothingIsStartedOrEnded() {
        List<Integer> pids = stage.proven(Edict.of("shop"));
        assertThat(stage.tell(new Fact.QueueSeen(101, 100))).isEmpty();
        assertThat(stage.pass(250)).isEmpty();
        assertThat(stage.state()).isEqualTo(State.OVERLOADED);
        assertThat(stage.view().overloaded()).isTrue();
        assertThat(stage.view().running()).isTrue();
        stage.tell(new Fact.QueueSeen(0, 100));
        assertThat(stage.pass(250)).isEmpty();
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().workers()).extracting(VassalView.WorkerView::pid).isEqualTo(pids);
    }
}
