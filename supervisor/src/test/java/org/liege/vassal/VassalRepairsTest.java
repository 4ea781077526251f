package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What seeded storms once found wrong, each as the shortest story that shows it. */
class VassalRepairsTest {
    private static final String PATH = "/run/liege/apps/shop.sock";

    private final Stage stage = new Stage();

    @Test
    void aWorkerIsKilledAgainThoughItsStopTimeoutIsRaisedAfterTheFirstKill() {
        stage.proven(Edict.of("shop").stop("TERM", 1_000));
        stage.order(Verb.STOP);
        assertThat(stage.pass(1_000)).hasOnlyElementsOfType(Action.KillTree.class);
        stage.decree(Edict.of("shop").stop("TERM", 60_000));
        assertThat(stage.pass(3_000)).hasOnlyElementsOfType(Action.KillTree.class).hasSize(3);
    }

    @Test
    void aFileThatReturnsBrokenAndGoesAgainIsUnlinkedAgain() {
        stage.proven(Edict.of("shop"));
        assertThat(stage.tell(new Fact.Withdrawn())).contains(new Action.Unlink());
        stage.tell(new Fact.Faulted("/etc/liege/vassals/shop.ini", List.of()));
        stage.listening();
        assertThat(stage.tell(new Fact.Withdrawn())).contains(new Action.Unlink());
    }

    @Test
    void aPathLostWhileItStopsDoesNotLeaveTheOtherListenersOpen() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        stage.order(Verb.STOP);
        stage.tell(new Fact.PathLost(PATH));
        assertThat(stage.end(pid, Stage.CLEAN)).contains(new Action.Shed());
        assertThat(stage.view().reason()).isEqualTo("stopped by the operator");
    }

    @Test
    void aListenerThatFailedUnderAReadyWorkerIsTriedAgainWithoutAVerdict() {
        Edict edict = Edict.of("shop").throttle(100, 400, 1);
        stage.proven(edict);
        stage.tell(new Fact.PathLost(PATH));
        stage.tell(new Fact.ListenFailed("could not bind"));
        assertThat(stage.pass(400)).contains(new Action.Listen(stage.vassal().decree().orElseThrow(), false));
        assertThat(stage.vassal().gateClass()).isEqualTo(GateClass.FAILING);
        assertThat(stage.state()).isNotEqualTo(State.FAILED);
    }

    @Test
    void aSocketElsewhereIsNotTakenForOpenUntilItIs() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        stage.decree(Edict.of("shop").digest("2").sockets(Edict.socket("/run/liege/apps/other.sock", 100)));
        stage.tell(new Fact.ListenFailed("could not bind"));
        assertThat(Stage.spawns(stage.end(pid, Stage.CLEAN))).isEmpty();
        stage.pass(1_000);
        assertThat(Stage.spawns(stage.listening())).hasSize(1);
    }

    @Test
    void aReadySurvivorNeedsNotWaitOutItsReadyDelayOnceMore() {
        Decree slow = Edict.of("shop").readyDelay(60_000).decree();
        stage.tell(new Fact.Decreed(slow), new Fact.Survived(
                new Memory.Worker(9, 4, 0, 55, 550, new Moment(0, 0), true, false, slow), 550));
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void workersThatFailByTurnsDoNotHoldAPlaceAtTheGateForEver() {
        List<Integer> pids = stage.started(Edict.of("shop").processes(2).startTimeout(1_000));
        stage.shutGate();
        stage.end(pids.get(0), Stage.CRASH);
        assertThat(Stage.spawns(stage.pass(300))).as("the leave to start more ended with the failure").isEmpty();
        assertThat(stage.vassal().atGate()).isTrue();
        stage.end(pids.get(1), Stage.CRASH);
        assertThat(stage.vassal().atGate()).isFalse();
    }

    @Test
    void theFailuresOfAWorkerThatFinishedAreForgotten() {
        stage.proven(Edict.of("shop").processes(2).restart(RestartPolicy.ON_FAILURE).throttle(100, 200, 1));
        int flapping = stage.view().workers().get(1).pid();
        int next = stage.hatchAll(stage.end(flapping, Stage.CRASH)).get(0);
        stage.end(next, Stage.CRASH);
        assertThat(stage.state()).isEqualTo(State.FAILED);
        int last = stage.hatchAll(stage.pass(200)).get(0);
        stage.end(last, Stage.CLEAN);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aLighterFailureDoesNotShortenTheWaitOfAHeavierOne() {
        Policy policy = Edict.of("shop").throttle(100, 10_000, 1).policy();
        Throttle throttle = new Throttle(1);
        throttle.failed(stage.now(), policy);
        Moment before = throttle.retryAt();
        throttle.shortage(stage.now(), policy);
        assertThat(throttle.retryAt()).isEqualTo(before);
    }

    @Test
    void whatIsStillStoppingIsNotCalledStoppedThoughItHasFinished() {
        int pid = stage.proven(Edict.of("shop").restart(RestartPolicy.NEVER)).get(0);
        stage.tell(new Fact.Exited(pid, Stage.TICKS, Stage.CLEAN), new Fact.Ordered(Verb.STOP));
        assertThat(stage.state()).isEqualTo(State.STOPPING);
        stage.swept(pid);
        assertThat(stage.state()).isEqualTo(State.STOPPED);
    }

    @Test
    void anOrderThatMattersOnlyLaterDoesNotHideWhyItIsDown() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        stage.order(Verb.STOP);
        stage.end(pid, Stage.CLEAN);
        stage.order(Verb.RELOAD);
        stage.decree(Edict.of("shop").digest("2").program("/srv/other"));
        assertThat(stage.view().reason()).isEqualTo("stopped by the operator");
    }

    @Test
    void stopAndStartDuringAReplacementDoNotPutTheNewBesideTheOld() {
        List<Integer> pids = stage.proven(Edict.of("shop"));
        List<Integer> next = stage.hatchAll(
                stage.decree(Edict.of("shop").digest("2").program("/srv/other").processes(2)));
        stage.order(Verb.STOP);
        assertThat(Stage.spawns(stage.order(Verb.START))).isEmpty();
        next.forEach(pid -> assertThat(Stage.spawns(stage.end(pid, Stage.CLEAN))).isEmpty());
        assertThat(Stage.spawns(stage.end(pids.get(0), Stage.CLEAN))).hasSize(2)
                .allSatisfy(spawn -> assertThat(spawn.generation()).isEqualTo(3));
    }
}
