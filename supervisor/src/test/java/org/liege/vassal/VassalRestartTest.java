package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VassalRestartTest {
    private final Stage stage = new Stage();

    @Test
    void aProvenWorkerIsReplacedInTheTurnThatToldOfItsEnd() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        List<Action> actions = stage.exit(pid, Stage.CRASH);
        assertThat(actions).contains(new Action.Sweep(pid, Stage.TICKS));
        assertThat(Stage.spawns(actions)).singleElement()
                .returns(2, Action.Spawn::generation).returns(0, Action.Spawn::slot);
        assertThat(stage.view().starts()).isEqualTo(2);
        assertThat(stage.view().restarts()).isEqualTo(1);
    }

    @Test
    void aReadyButUnprovenWorkerThatCrashesIsWaitedFor() {
        int pid = stage.running(Edict.of("shop")).get(0);
        stage.pass(Throttle.PROVEN_AFTER_MILLIS - 1);
        assertThat(Stage.spawns(stage.end(pid, Stage.CRASH))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
        assertThat(stage.view().retryAt()).isNotNull();
    }

    @Test
    void aReadyWorkerKilledFromOutsideIsReplacedAtOnce() {
        int pid = stage.running(Edict.of("shop")).get(0);
        assertThat(Stage.spawns(stage.exit(pid, Stage.KILLED))).hasSize(1);
    }

    /** A worker that kills itself as soon as it is ready was once started without end and without delay. */
    @Test
    void aSecondKillFromOutsideWithinAShortTimeIsWaitedFor() {
        int pid = stage.running(Edict.of("shop")).get(0);
        int next = stage.hatchAll(stage.exit(pid, Stage.KILLED)).get(0);
        stage.ready(next);
        assertThat(Stage.spawns(stage.exit(next, Stage.KILLED))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
    }

    @Test
    void aReadyWorkerKilledForWantOfMemoryIsWaitedFor() {
        int pid = stage.running(Edict.of("shop")).get(0);
        assertThat(Stage.spawns(stage.exit(pid, new Exit(null, "KILL", true, false, "")))).isEmpty();
        assertThat(stage.view().lastExit().oomKilled()).isTrue();
    }

    @Test
    void delaysOfFailedStartsGrowUpToTheCap() {
        stage.decree(Edict.of("shop").throttle(100, 1_600, 50));
        Stage.spawns(stage.listening()).forEach(spawn -> stage.end(stage.hatch(spawn), Stage.CRASH));
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waits.add(stage.failNextStart());
        }
        assertThat(waits.subList(0, 5)).isSorted();
        assertThat(waits.get(0)).isBetween(75L, 125L);
        assertThat(waits.get(3)).isBetween(600L, 1_000L);
        assertThat(waits).allMatch(wait -> wait <= 1_600);
    }

    @Test
    void afterTheVerdictItShedsAndTriesOnAtTheCap() {
        stage.decree(Edict.of("shop").throttle(100, 4_000, 3));
        Stage.spawns(stage.listening()).forEach(spawn -> stage.end(stage.hatch(spawn), Stage.CRASH));
        stage.failNextStart();
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
        stage.failNextStart();
        assertThat(stage.state()).isEqualTo(State.FAILED);
        assertThat(stage.view().sockets()).allMatch(socket -> socket.inode() == 0);
        for (int i = 0; i < 5; i++) {
            assertThat(stage.failNextStart()).isBetween(3_000L, 4_000L);
            assertThat(stage.state()).isEqualTo(State.FAILED);
        }
    }

    @Test
    void theVerdictShedsWhatIsQueuedAndTheNextTryListensFirst() {
        int pid = stage.started(Edict.of("shop").throttle(100, 4_000, 1)).get(0);
        assertThat(stage.end(pid, Stage.CRASH)).contains(new Action.Shed());
        assertThat(stage.pass(4_000)).singleElement().isInstanceOf(Action.Listen.class);
        assertThat(Stage.spawns(stage.listening())).hasSize(1);
        assertThat(stage.state()).isEqualTo(State.FAILED);
    }

    @Test
    void aWorkerThatProvesItselfLiftsTheVerdict() {
        int pid = stage.started(Edict.of("shop").throttle(100, 4_000, 1)).get(0);
        stage.end(pid, Stage.CRASH);
        stage.pass(4_000);
        int next = stage.hatchAll(stage.listening()).get(0);
        stage.ready(next);
        stage.pass(Throttle.PROVEN_AFTER_MILLIS - 1);
        assertThat(stage.state()).isEqualTo(State.FAILED);
        stage.pass(1);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(Stage.spawns(stage.end(next, Stage.CRASH))).hasSize(1);
    }

    @Test
    void oneCrashingWorkerOfTwoLeavesTheOtherAlone() {
        List<Integer> pids = stage.proven(Edict.of("shop").processes(2));
        List<Action> actions = stage.exit(pids.get(1), Stage.CRASH);
        assertThat(Stage.spawns(actions)).singleElement().returns(1, Action.Spawn::slot)
                .returns(1, Action.Spawn::generation);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void resetAndStartAndReloadTryAtOnce() {
        for (Verb verb : List.of(Verb.RESET, Verb.START, Verb.RESTART, Verb.RELOAD)) {
            Stage one = new Stage();
            one.end(one.started(Edict.of("shop")).get(0), Stage.CRASH);
            assertThat(one.state()).isEqualTo(State.BACKOFF);
            assertThat(Stage.spawns(one.order(verb))).as(verb.word()).hasSize(1);
        }
    }

    @Test
    void aMendedCauseIsTriedAtOnce() {
        stage.end(stage.started(Edict.of("shop")).get(0), Stage.CRASH);
        assertThat(Stage.spawns(stage.tell(new Fact.Mended()))).hasSize(1);
    }

    @Test
    void onFailureRestartsACrashAndNotACleanEnd() {
        int pid = stage.proven(Edict.of("shop").restart(RestartPolicy.ON_FAILURE)).get(0);
        int next = stage.hatchAll(stage.exit(pid, Stage.CRASH)).get(0);
        stage.ready(next);
        stage.pass(60_000);
        assertThat(Stage.spawns(stage.end(next, Stage.CLEAN))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.STOPPED);
        assertThat(stage.pass(600_000)).isEmpty();
    }

    @Test
    void neverRestartsNothingAndOneThatEndedBadlyHasFailed() {
        int pid = stage.proven(Edict.of("shop").restart(RestartPolicy.NEVER)).get(0);
        assertThat(Stage.spawns(stage.end(pid, Stage.CRASH))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.FAILED);
        assertThat(stage.pass(600_000)).isEmpty();
    }

    @Test
    void oneThatFinishedStartsAgainByStartOrByAnEdit() {
        Edict edict = Edict.of("shop").restart(RestartPolicy.NEVER);
        stage.end(stage.running(edict).get(0), Stage.CLEAN);
        stage.order(Verb.START);
        int pid = stage.hatchAll(stage.listening()).get(0);
        stage.end(pid, Stage.CLEAN);
        stage.pass(10_000);
        stage.decree(edict.digest("2"));
        assertThat(Stage.spawns(stage.listening())).hasSize(1);
    }

    @Test
    void oneOfTwoThatFinishedIsNotMissed() {
        List<Integer> pids = stage.proven(Edict.of("shop").processes(2).restart(RestartPolicy.ON_FAILURE));
        assertThat(Stage.spawns(stage.end(pids.get(0), Stage.CLEAN))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(Stage.spawns(stage.exit(pids.get(1), Stage.CRASH))).singleElement()
                .returns(1, Action.Spawn::slot);
    }

    @Test
    void aStepOfTheWallClockNeitherHastensNorDelaysTheRetry() {
        stage.end(stage.started(Edict.of("shop").throttle(1_000, 1_000, 5)).get(0), Stage.CRASH);
        long due = stage.vassal().deadline();
        Moment yesterday = new Moment(stage.now().monotonicMillis(), 0);
        assertThat(stage.vassal().decide(yesterday)).isEmpty();
        assertThat(stage.vassal().deadline()).isEqualTo(due);
    }

    @Test
    void equalSeedsGiveEqualDelays() {
        Stage other = new Stage();
        stage.end(stage.started(Edict.of("shop")).get(0), Stage.CRASH);
        other.end(other.started(Edict.of("shop")).get(0), Stage.CRASH);
        assertThat(stage.vassal().deadline()).isEqualTo(other.vassal().deadline());
    }
}
