package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A worker that hangs is told from one that is busy, and replaced. */
class VassalLivenessTest {
    private static final Readiness.Http REQUEST = new Readiness.Http("/health", 0);
    private static final Liveness WATCHDOG = new Liveness(3_000, Optional.empty(), 10_000, 3);
    private static final Liveness HEALTH = new Liveness(0, Optional.of(REQUEST), 2_000, 2);

    private final Stage stage = new Stage();

    private static final String SILENT = "no WATCHDOG=1 within 3 s";

    private static Action stop(int pid, String why) {
        return new Action.Signal(pid, Stage.TICKS, "TERM", "it hung: " + why);
    }

    @Test
    void aWorkerThatFallsSilentIsAskedToEndAndItsSuccessorDoesNotWaitForThat() {
        int pid = stage.proven(Edict.of("shop").liveness(WATCHDOG)).get(0);
        List<Action> actions = stage.pass(3_000);
        assertThat(actions).contains(stop(pid, SILENT));
        assertThat(Stage.spawns(actions)).singleElement().returns(2, Action.Spawn::generation);
        assertThat(stage.view().running()).isFalse();
        assertThat(stage.view().reason()).contains("no WATCHDOG=1 within 3 s");
    }

    @Test
    void oneThatDoesNotEndIsKilled() {
        int pid = stage.proven(Edict.of("shop").liveness(WATCHDOG).stop("TERM", 500)).get(0);
        assertThat(stage.pass(3_000)).contains(stop(pid, SILENT)).anyMatch(action ->
                action instanceof Action.KillTree kill && kill.pid() == pid);
    }

    @Test
    void heartbeatsKeepItAlive() {
        int pid = stage.proven(Edict.of("shop").liveness(WATCHDOG)).get(0);
        for (int beat = 0; beat < 10; beat++) {
            stage.tell(new Fact.Heartbeat(pid, Stage.TICKS));
            assertThat(stage.pass(2_900)).isEmpty();
        }
    }

    @Test
    void aMasterThatWasHeldUpHearsFirstAndJudgesAfterwards() {
        int pid = stage.proven(Edict.of("shop").liveness(WATCHDOG)).get(0);
        stage.pass(2_000);
        assertThat(stage.tell(new Fact.Heartbeat(pid, Stage.TICKS))).isEmpty();
        assertThat(stage.pass(3_000)).isEmpty();
        stage.tell(new Fact.Heartbeat(pid, Stage.TICKS));
        assertThat(stage.pass(2_900)).isEmpty();
    }

    @Test
    void aWorkerIsHeldToTheWatchdogThatItWasStartedWith() {
        stage.proven(Edict.of("shop"));
        List<Action> edit = stage.decree(Edict.of("shop").digest("2").liveness(WATCHDOG));
        int candidate = stage.hatchAll(edit).get(0);
        assertThat(stage.pass(20_000)).isEmpty();
        assertThat(stage.view().running()).isTrue();
        stage.ready(candidate);
        assertThat(stage.pass(3_500)).anyMatch(action ->
                action instanceof Action.Signal signal && signal.pid() == candidate);
    }

    @Test
    void oneOfManyIsReplacedAndTheOthersStay() {
        List<Integer> pids = stage.proven(Edict.of("shop").processes(3).liveness(WATCHDOG));
        List<Integer> well = pids.subList(0, 2);
        well.forEach(pid -> stage.tell(new Fact.Heartbeat(pid, Stage.TICKS)));
        stage.pass(1_900);
        well.forEach(pid -> stage.tell(new Fact.Heartbeat(pid, Stage.TICKS)));
        List<Action> actions = stage.pass(500);
        assertThat(actions).contains(stop(pids.get(2), SILENT))
                .doesNotContain(stop(pids.get(0), SILENT), stop(pids.get(1), SILENT));
        assertThat(Stage.spawns(actions)).singleElement().returns(2, Action.Spawn::slot)
                .returns(1, Action.Spawn::generation);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void oneThatNeverWasReadyIsNotExpectedToSayThatItIsWell() {
        stage.started(Edict.of("shop").liveness(WATCHDOG));
        assertThat(stage.pass(30_000)).isEmpty();
    }

    @Test
    void itsOwnWordThatItHangsIsEnough() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        List<Action> actions = stage.tell(new Fact.Hung(pid, Stage.TICKS, "it said so"));
        assertThat(actions).contains(stop(pid, "it said so"));
        assertThat(Stage.spawns(actions)).hasSize(1);
    }

    @Test
    void hangingAgainAndAgainBeforeProvingItselfIsThrottled() {
        stage.proven(Edict.of("shop").throttle(10_000, 20_000, 3));
        int first = stage.view().workers().get(0).pid();
        List<Action> actions = stage.tell(new Fact.Hung(first, Stage.TICKS, "it said so"));
        int second = stage.hatchAll(actions).get(0);
        stage.ready(second);
        stage.end(first, Stage.CLEAN);
        assertThat(Stage.spawns(stage.tell(new Fact.Hung(second, Stage.TICKS, "it said so")))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
    }

    @Test
    void oneThatWasStartedWithoutAWatchdogIsNotJudgedByALaterFile() {
        stage.proven(Edict.of("shop"));
        stage.decree(Edict.of("shop").digest("2").liveness(WATCHDOG));
        assertThat(stage.pass(30_000)).isEmpty();
    }

    @Test
    void aWatchdogThatIsTurnedOffHangsNobody() {
        stage.proven(Edict.of("shop").liveness(WATCHDOG));
        stage.pass(2_050);
        stage.decree(Edict.of("shop").digest("2"));
        assertThat(stage.pass(900)).noneMatch(Action.Signal.class::isInstance);
    }

    // --- health --------------------------------------------------------------------------------------------------

    @Test
    void healthIsAskedAtEachIntervalAndNotTwiceAtOnce() {
        Decree decree = Edict.of("shop").liveness(HEALTH).decree();
        stage.proven(Edict.of("shop").liveness(HEALTH));
        assertThat(stage.pass(1_000)).containsExactly(new Action.CheckHealth(REQUEST, 2_000, decree));
        assertThat(stage.pass(10_000)).isEmpty();
        assertThat(stage.tell(new Fact.Checked(true, ""))).hasSize(1);
        stage.tell(new Fact.Checked(true, ""));
        assertThat(stage.pass(1_999)).isEmpty();
        assertThat(stage.pass(1)).hasSize(1);
    }

    @Test
    void asManyFailuresInARowAsDecreedMeanThatItHangs() {
        int pid = stage.proven(Edict.of("shop").liveness(HEALTH)).get(0);
        stage.pass(1_000);
        assertThat(stage.tell(new Fact.Checked(false, "HTTP 500"))).isEmpty();
        stage.pass(2_000);
        assertThat(stage.tell(new Fact.Checked(false, "HTTP 500"))).contains(stop(pid, "unhealthy: HTTP 500"));
        assertThat(stage.view().reason()).contains("HTTP 500");
    }

    @Test
    void aGoodAnswerBetweenForgivesTheFailures() {
        stage.proven(Edict.of("shop").liveness(HEALTH));
        stage.pass(1_000);
        for (int round = 0; round < 6; round++) {
            assertThat(stage.tell(new Fact.Checked(round % 2 == 0, "HTTP 500"))).isEmpty();
            assertThat(stage.pass(2_000)).hasSize(1);
        }
    }

    @Test
    void nobodyIsAskedWhileNobodyIsReady() {
        stage.started(Edict.of("shop").liveness(HEALTH));
        assertThat(stage.pass(30_000)).isEmpty();
    }

    @Test
    void whatWasAskedOfTheOldGenerationIsNotHeldAgainstTheNew() {
        Liveness strict = new Liveness(0, Optional.of(REQUEST), 1_500, 1);
        stage.proven(Edict.of("shop").liveness(strict));
        int next = stage.hatchAll(stage.decree(Edict.of("shop").digest("2").liveness(strict))).get(0);
        stage.ready(next);
        assertThat(stage.pass(Throttle.PROVEN_AFTER_MILLIS)).anyMatch(Action.CheckHealth.class::isInstance);
        assertThat(stage.view().generation()).isEqualTo(2);
        assertThat(stage.tell(new Fact.Checked(false, "no answer"))).noneMatch(Action.Signal.class::isInstance);
    }
}
