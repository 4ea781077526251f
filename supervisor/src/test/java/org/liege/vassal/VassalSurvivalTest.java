package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to processes of an earlier master, and to listeners that fail or are taken away. */
class VassalSurvivalTest {
    private static final Decree DECREE = Edict.of("shop").decree();

    private final Stage stage = new Stage();

    private static Fact survivor(long observedTicks, boolean ready, Decree decree) {
        return new Fact.Survived(
                new Memory.Worker(9, 4, 0, 777, 900, new Moment(0, 0), ready, false, decree), observedTicks);
    }

    @Test
    void aReadySurvivorIsAdoptedAndRunsOnUnasked() {
        List<Action> actions = stage.tell(new Fact.Decreed(DECREE), survivor(900, true, DECREE));
        assertThat(actions).singleElement().isInstanceOf(Action.Listen.class);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().generation()).isEqualTo(4);
        assertThat(stage.view().workers()).singleElement()
                .returns(777, VassalView.WorkerView::pid).returns(true, VassalView.WorkerView::adopted);
    }

    @Test
    void aRecycledPidIsNeitherAdoptedNorTouched() {
        List<Action> actions = stage.tell(new Fact.Decreed(DECREE), survivor(901, true, DECREE));
        assertThat(actions).singleElement().isInstanceOf(Action.Listen.class);
        assertThat(stage.view().workers()).isEmpty();
        assertThat(Stage.spawns(stage.listening())).hasSize(1);
    }

    @Test
    void aSurvivorThatWasNotReadyIsProbedAgain() {
        assertThat(stage.tell(new Fact.Decreed(DECREE), survivor(900, false, DECREE)))
                .anyMatch(Action.Probe.class::isInstance).noneMatch(Action.Spawn.class::isInstance);
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void aSurvivorOfAnEditedFileServesOnUntilItsSuccessorHasProvenItself() {
        Decree edited = Edict.of("shop").digest("2").program("/srv/new").decree();
        stage.tell(new Fact.Decreed(edited), survivor(900, true, DECREE));
        int next = stage.hatchAll(stage.listening()).get(0);
        assertThat(stage.state()).isEqualTo(State.RELOADING);
        stage.ready(next);
        assertThat(stage.pass(Throttle.PROVEN_AFTER_MILLIS)).contains(
                new Action.Signal(777, 900, "TERM", "stop"));
    }

    @Test
    void aSurvivorOfAFileThatChangedOnlyInWhatAppliesLiveIsKept() {
        Decree edited = Edict.of("shop").digest("2").metadata("name.owner", "ann").decree();
        assertThat(stage.tell(new Fact.Decreed(edited), survivor(900, true, DECREE)))
                .noneMatch(Action.Signal.class::isInstance);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aSurvivorWhoseFileIsFaultyNowRunsOnByTheDecreeItWasStartedBy() {
        stage.tell(new Fact.Faulted("/etc/liege/vassals/shop.ini", List.of()), survivor(900, true, DECREE));
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.vassal().decree()).contains(DECREE);
    }

    @Test
    void aSurvivorOfAStoppedVassalIsAskedToEnd() {
        assertThat(stage.tell(new Fact.StoppedBefore(), new Fact.Decreed(DECREE), survivor(900, true, DECREE)))
                .contains(new Action.Signal(777, 900, "TERM", "stop"));
        assertThat(stage.state()).isEqualTo(State.STOPPING);
    }

    @Test
    void aSurvivorWhoseFileIsGoneIsAskedToEndAndForgotten() {
        assertThat(stage.tell(survivor(900, true, DECREE), new Fact.Withdrawn()))
                .contains(new Action.Signal(777, 900, "TERM", "stop"), new Action.Unlink());
        stage.tell(new Fact.Exited(777, 900, Stage.CLEAN));
        stage.tell(new Fact.Swept(777, 900));
        assertThat(stage.vassal().gone()).isTrue();
    }

    @Test
    void theEndOfASurvivorIsNoticedAndReplacedInTheNextGeneration() {
        stage.tell(new Fact.Decreed(DECREE), survivor(900, true, DECREE));
        stage.listening();
        stage.pass(Throttle.PROVEN_AFTER_MILLIS);
        Exit unknown = new Exit(null, null, false, false, "");
        assertThat(Stage.spawns(stage.tell(new Fact.Exited(777, 900, unknown)))).singleElement()
                .returns(5, Action.Spawn::generation);
    }

    // --- listeners -----------------------------------------------------------------------------------------------

    @Test
    void aListenerThatCannotBeOpenedIsAFailedStartAndRetried() {
        stage.decree(Edict.of("shop"));
        assertThat(stage.tell(new Fact.ListenFailed("could not bind shop.sock: in use (EADDRINUSE)"))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
        assertThat(stage.view().publicReason()).isEqualTo("its socket could not be opened");
        assertThat(stage.pass(200)).singleElement().isInstanceOf(Action.Listen.class);
        assertThat(Stage.spawns(stage.listening())).hasSize(1);
    }

    @Test
    void aListenerThatKeepsFailingLeadsToTheVerdictAndIsShed() {
        stage.decree(Edict.of("shop").throttle(100, 1_000, 2));
        stage.tell(new Fact.ListenFailed("in use"));
        stage.pass(200);
        assertThat(stage.tell(new Fact.ListenFailed("in use"))).contains(new Action.Shed());
        assertThat(stage.state()).isEqualTo(State.FAILED);
    }

    @Test
    void aPathTakenAwayIsOpenedAnewAndTheWorkersAreReplaced() {
        int pid = stage.proven(Edict.of("shop")).get(0);
        assertThat(stage.tell(new Fact.PathLost("/run/liege/apps/shop.sock"))).singleElement()
                .isInstanceOf(Action.Listen.class);
        int next = stage.hatchAll(stage.listening()).get(0);
        stage.ready(next);
        assertThat(stage.pass(Throttle.PROVEN_AFTER_MILLIS)).contains(
                new Action.Signal(pid, Stage.TICKS, "TERM", "stop"));
    }

    @Test
    void aListenerLostUnderLivingWorkersIsNotHeldAgainstTheApp() {
        stage.proven(Edict.of("shop").throttle(100, 1_000, 1));
        stage.tell(new Fact.PathLost("/run/liege/apps/shop.sock"));
        stage.tell(new Fact.ListenFailed("in use"));
        assertThat(stage.view().workers()).hasSize(1);
        assertThat(stage.state()).isNotEqualTo(State.FAILED);
    }

    @Test
    void aVassalWithoutSocketsIsSupervisedAllTheSame() {
        stage.decree(Edict.of("shop").sockets());
        assertThat(Stage.spawns(stage.tell(new Fact.Listening(List.of())))).hasSize(1);
    }
}
