package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An edit, a touch or a reload replaces one generation by the next without a gap, or not at all. */
class VassalRollingTest {
    private final Stage stage = new Stage();

    private static Action stop(int pid) {
        return new Action.Signal(pid, Stage.TICKS, "TERM", "stop");
    }

    private static Edict edited() {
        return Edict.of("shop").digest("2").program("/srv/new");
    }

    private List<Integer> generations() {
        return stage.view().workers().stream().map(VassalView.WorkerView::generation).toList();
    }

    @Test
    void theNewGenerationStartsBesideTheOldWhichServesOn() {
        stage.proven(Edict.of("shop"));
        List<Action> actions = stage.decree(edited());
        assertThat(actions).singleElement().isInstanceOf(Action.Spawn.class);
        stage.hatchAll(actions);
        assertThat(generations()).containsExactly(1, 2);
        assertThat(stage.state()).isEqualTo(State.RELOADING);
        assertThat(stage.view().generation()).isEqualTo(1);
        assertThat(stage.view().running()).isTrue();
    }

    @Test
    void theOldIsAskedToEndOnceTheNewHasProvenItselfAndNotBefore() {
        int old = stage.proven(Edict.of("shop")).get(0);
        int next = stage.hatchAll(stage.decree(edited())).get(0);
        assertThat(stage.ready(next)).isEmpty();
        assertThat(stage.pass(Throttle.PROVEN_AFTER_MILLIS - 1)).isEmpty();
        assertThat(stage.pass(1)).containsExactly(stop(old));
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().generation()).isEqualTo(2);
        assertThat(stage.end(old, Stage.CLEAN)).noneMatch(Action.Spawn.class::isInstance);
        assertThat(generations()).containsExactly(2);
    }

    @Test
    void aTouchRollsToo() {
        stage.proven(Edict.of("shop"));
        assertThat(Stage.spawns(stage.decree(Edict.of("shop").digest("2")))).hasSize(1);
    }

    @Test
    void theOperatorsReloadRollsToo() {
        stage.proven(Edict.of("shop"));
        assertThat(Stage.spawns(stage.order(Verb.RELOAD))).hasSize(1);
        assertThat(stage.view().reason()).isEqualTo("generation 2 is starting; generation 1 serves on");
    }

    @Test
    void allOfTheNewMustBeReadyBeforeAnyOfTheOldEnds() {
        List<Integer> old = stage.proven(Edict.of("shop").processes(3));
        List<Integer> next = stage.hatchAll(stage.decree(edited().processes(3)));
        assertThat(next).hasSize(3);
        next.subList(0, 2).forEach(stage::ready);
        assertThat(stage.pass(5_000)).isEmpty();
        stage.ready(next.get(2));
        assertThat(stage.pass(Throttle.PROVEN_AFTER_MILLIS))
                .containsExactlyInAnyOrder(stop(old.get(0)), stop(old.get(1)), stop(old.get(2)));
    }

    @Test
    void aNewGenerationThatFailsIsEndedAndTheOldServesOn() {
        int old = stage.proven(Edict.of("shop")).get(0);
        int next = stage.hatchAll(stage.decree(edited())).get(0);
        assertThat(stage.end(next, Stage.CRASH)).noneMatch(stop(old)::equals);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().generation()).isEqualTo(1);
        assertThat(stage.view().faults()).singleElement().satisfies(fault -> assertThat(fault.message())
                .startsWith("generation 2 failed: exited with code 3").endsWith("the one before serves on"));
        assertThat(stage.view().reason()).contains("generation 2 failed");
        assertThat(stage.view().retryAt()).isNotNull();
    }

    @Test
    void oneThatDiesBeforeItHasProvenItselfHasFailedThoughItWasReady() {
        stage.proven(Edict.of("shop"));
        int next = stage.hatchAll(stage.decree(edited())).get(0);
        stage.ready(next);
        stage.pass(Throttle.PROVEN_AFTER_MILLIS / 2);
        stage.end(next, Stage.CRASH);
        assertThat(generations()).containsExactly(1);
        assertThat(stage.view().faults()).hasSize(1);
    }

    @Test
    void oneThatIsNotReadyInTimeHasFailed() {
        stage.proven(Edict.of("shop").startTimeout(2_000));
        int next = stage.hatchAll(stage.decree(edited().startTimeout(2_000))).get(0);
        assertThat(stage.pass(2_000)).contains(
                new Action.KillTree(next, Stage.TICKS, "not ready within 2 s"));
        stage.end(next, Stage.KILLED);
        assertThat(stage.view().faults()).hasSize(1);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void oneOfManyThatFailsTakesItsWholeGenerationWithIt() {
        stage.proven(Edict.of("shop").processes(2));
        List<Integer> next = stage.hatchAll(stage.decree(edited().processes(2)));
        assertThat(stage.end(next.get(0), Stage.CRASH)).contains(stop(next.get(1)));
        stage.end(next.get(1), Stage.CLEAN);
        assertThat(generations()).containsExactly(1, 1);
    }

    @Test
    void aFailedGenerationIsTriedAgainWithGrowingDelaysAndWithoutAVerdict() {
        stage.proven(Edict.of("shop").throttle(100, 10_000, 50));
        List<Action> actions = stage.decree(edited().throttle(100, 10_000, 50));
        List<Long> waits = new ArrayList<>();
        for (int failure = 0; failure < 5; failure++) {
            stage.hatchAll(actions).forEach(pid -> stage.end(pid, Stage.CRASH));
            assertThat(stage.state()).isEqualTo(State.RUNNING);
            long before = stage.now().monotonicMillis();
            actions = stage.pass(stage.vassal().deadline() - before);
            waits.add(stage.now().monotonicMillis() - before);
            assertThat(Stage.spawns(actions)).hasSize(1);
        }
        assertThat(waits).isSorted();
        assertThat(waits.get(0)).isBetween(75L, 125L);
    }

    @Test
    void aMendedFileRollsThroughAndClearsTheFault() {
        stage.proven(Edict.of("shop"));
        stage.hatchAll(stage.decree(edited())).forEach(pid -> stage.end(pid, Stage.CRASH));
        stage.pass(1_000);
        List<Action> actions = new ArrayList<>(stage.decree(Edict.of("shop").digest("3").program("/srv/mended")));
        actions.addAll(stage.pass(Intent.EDIT_INTERVAL_MILLIS));
        List<Action.Spawn> spawns = Stage.spawns(actions);
        Action.Spawn last = spawns.get(spawns.size() - 1);
        assertThat(last.decree().digest()).isEqualTo("3");
        stage.ready(stage.hatch(last));
        stage.pass(Throttle.PROVEN_AFTER_MILLIS);
        assertThat(stage.view().generation()).isEqualTo(last.generation());
        assertThat(stage.view().faults()).isEmpty();
    }

    @Test
    void whereTheNewGenerationHasFailedACrashOfTheOldRestartsTheOldOne() {
        int old = stage.proven(Edict.of("shop")).get(0);
        stage.hatchAll(stage.decree(edited())).forEach(pid -> stage.end(pid, Stage.CRASH));
        assertThat(Stage.spawns(stage.end(old, Stage.KILLED))).singleElement()
                .satisfies(spawn -> assertThat(spawn.decree().digest()).isEqualTo("1"))
                .returns(1, Action.Spawn::generation);
    }

    @Test
    void whereTheOldHasDiedBeforeTheEditCouldActTheNewIsStartedInTheOrdinaryWay() {
        int old = stage.proven(Edict.of("shop")).get(0);
        stage.hatchAll(stage.decree(edited())).forEach(pid -> stage.ready(pid));
        stage.decree(Edict.of("shop").digest("3"));
        stage.order(Verb.STOP);
        stage.view().workers().forEach(worker -> stage.end(worker.pid(), Stage.CLEAN));
        assertThat(old).isPositive();
        stage.order(Verb.START);
        assertThat(Stage.spawns(stage.listening())).singleElement()
                .satisfies(spawn -> assertThat(spawn.decree().digest()).isEqualTo("3"));
    }

    @Test
    void aLaterEditSupersedesAGenerationThatIsStillStarting() {
        int old = stage.proven(Edict.of("shop")).get(0);
        int second = stage.hatchAll(stage.decree(edited())).get(0);
        stage.decree(Edict.of("shop").digest("3").program("/srv/three"));
        List<Action> actions = stage.pass(Intent.EDIT_INTERVAL_MILLIS);
        assertThat(actions).contains(stop(second)).doesNotContain(stop(old));
        assertThat(Stage.spawns(actions)).singleElement().returns(3, Action.Spawn::generation);
    }

    @Test
    void neverMoreThanThreeGenerationsLiveAtOnce() {
        stage.proven(Edict.of("shop"));
        for (int edit = 2; edit < 12; edit++) {
            stage.hatchAll(stage.decree(Edict.of("shop").digest("e" + edit)));
            stage.hatchAll(stage.pass(Intent.EDIT_INTERVAL_MILLIS));
            assertThat(stage.view().workers()).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void manyTouchesWithinASecondMakeNoMoreThanTwoGenerations() {
        stage.proven(Edict.of("shop"));
        List<Action> actions = new ArrayList<>();
        for (int touch = 0; touch < 25; touch++) {
            actions.addAll(stage.decree(Edict.of("shop").digest("t" + touch)));
            actions.addAll(stage.pass(40));
        }
        stage.hatchAll(actions).forEach(stage::ready);
        actions.addAll(stage.pass(200));
        assertThat(Stage.spawns(actions)).hasSizeLessThanOrEqualTo(2);
        assertThat(Stage.spawns(actions)).last()
                .satisfies(spawn -> assertThat(spawn.decree().digest()).isEqualTo("t24"));
    }

    @Test
    void stopDuringARollEndsBothGenerationsAndNothingIsStarted() {
        int old = stage.proven(Edict.of("shop")).get(0);
        int next = stage.hatchAll(stage.decree(edited())).get(0);
        assertThat(stage.order(Verb.STOP)).containsExactlyInAnyOrder(stop(old), stop(next));
        stage.end(old, Stage.CLEAN);
        stage.end(next, Stage.CLEAN);
        assertThat(stage.state()).isEqualTo(State.STOPPED);
    }

    @Test
    void nobodyTakesOverWhereTheFileIsGone() {
        int old = stage.proven(Edict.of("shop").processes(2)).get(0);
        List<Integer> next = stage.hatchAll(stage.decree(edited().processes(2)));
        next.forEach(stage::ready);
        stage.view().workers().stream().filter(worker -> worker.generation() == 1)
                .forEach(worker -> stage.vassal().observe(new Fact.Exited(worker.pid(), Stage.TICKS, Stage.KILLED), stage.now()));
        stage.tell(new Fact.Withdrawn(), new Fact.Exited(next.get(0), Stage.TICKS, Stage.CLEAN));
        assertThat(old).isPositive();
        assertThat(stage.view().generation()).isEqualTo(1);
    }

    @Test
    void aRollWaitsForTheStartGate() {
        stage.proven(Edict.of("shop"));
        stage.shutGate();
        assertThat(stage.decree(edited())).isEmpty();
        assertThat(stage.vassal().waitingAtGate()).isTrue();
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void anEditThatWaitsForItsSecondIsNotForgottenWhenTheGenerationBeforeItTakesOver() {
        stage.proven(Edict.of("shop"));
        stage.hatchAll(stage.decree(edited())).forEach(stage::ready);
        stage.pass(500);
        stage.decree(Edict.of("shop").digest("3"));
        stage.pass(200);
        stage.decree(Edict.of("shop").digest("4").program("/srv/four"));
        List<Action.Spawn> spawns = Stage.spawns(stage.pass(1_000));
        assertThat(stage.view().generation()).isEqualTo(2);
        assertThat(spawns).singleElement().returns(3, Action.Spawn::generation)
                .satisfies(spawn -> assertThat(spawn.decree().digest()).isEqualTo("4"));
    }

    @Test
    void oneThatFinishesWhileItsSuccessorIsOnItsWayDoesNotEndThat() {
        Edict job = Edict.of("shop").restart(RestartPolicy.ON_FAILURE);
        int old = stage.proven(job).get(0);
        int next = stage.hatchAll(stage.decree(edited().restart(RestartPolicy.ON_FAILURE))).get(0);
        assertThat(stage.end(old, Stage.CLEAN)).doesNotContain(stop(next));
        stage.ready(next);
        stage.pass(Throttle.PROVEN_AFTER_MILLIS);
        assertThat(stage.view().generation()).isEqualTo(2);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void anEditAfterOneThatIsNotToBeTriedAgainIsTried() {
        stage.proven(Edict.of("shop").restart(RestartPolicy.NEVER));
        stage.hatchAll(stage.decree(edited().restart(RestartPolicy.NEVER))).forEach(pid -> stage.end(pid, Stage.CRASH));
        assertThat(Stage.spawns(stage.pass(60_000))).isEmpty();
        assertThat(Stage.spawns(stage.decree(Edict.of("shop").digest("3")))).hasSize(1);
    }

    @Test
    void whereNeitherIsToBeTriedAgainTheVassalHasFailedUntilTheNextEdit() {
        int old = stage.proven(Edict.of("shop").restart(RestartPolicy.NEVER)).get(0);
        stage.hatchAll(stage.decree(edited().restart(RestartPolicy.NEVER))).forEach(pid -> stage.end(pid, Stage.CRASH));
        stage.end(old, Stage.KILLED);
        assertThat(stage.state()).isEqualTo(State.FAILED);
        stage.decree(Edict.of("shop").digest("3").restart(RestartPolicy.NEVER));
        stage.pass(1_000);
        assertThat(Stage.spawns(stage.listening())).singleElement()
                .satisfies(spawn -> assertThat(spawn.decree().digest()).isEqualTo("3"));
    }

    @Test
    void aGenerationIsNotCompletedByAnotherFileWhileOthersOfItServe() {
        Edict old = Edict.of("shop").processes(2).throttle(100, 1_000, 1);
        int first = stage.proven(old).get(0);
        stage.hatchAll(stage.decree(edited().processes(2).throttle(100, 1_000, 1)))
                .forEach(pid -> stage.end(pid, Stage.CRASH));
        List<Integer> again = stage.hatchAll(stage.end(first, Stage.CRASH));
        List<Action> actions = stage.end(again.get(0), Stage.CRASH);
        actions.addAll(stage.pass(1_500));
        assertThat(Stage.spawns(actions)).filteredOn(spawn -> spawn.generation() == 1).isNotEmpty()
                .allMatch(spawn -> spawn.decree().digest().equals("1"));
    }

    @Test
    void whereAnEditWantsARestartTheGenerationThatWasComingIsEndedAtOnce() {
        stage.proven(Edict.of("shop"));
        int next = stage.hatchAll(stage.decree(edited())).get(0);
        stage.pass(200);
        assertThat(stage.decree(Edict.of("shop").digest("3").reload(new Reload.Restart()).program("/srv/three")))
                .contains(stop(next));
    }

    @Test
    void oneWhoseSpawnIsToldLateHasItsWholeStopTimeoutToEnd() {
        stage.decree(Edict.of("shop").stop("TERM", 500));
        Action.Spawn spawn = Stage.spawns(stage.listening()).get(0);
        stage.order(Verb.STOP);
        stage.pass(2_000);
        assertThat(stage.tell(new Fact.Spawned(spawn.serial(), 77, Stage.TICKS))).containsExactly(stop(77));
        assertThat(stage.pass(499)).isEmpty();
        assertThat(stage.pass(1)).singleElement().isInstanceOf(Action.KillTree.class);
    }

    // --- reload by signal ----------------------------------------------------------------------------------------

    @Test
    void whereASignalIsDecreedATouchSendsItAndNothingIsStarted() {
        Reload signal = new Reload.Signal("HUP");
        int pid = stage.proven(Edict.of("shop").reload(signal)).get(0);
        assertThat(stage.decree(Edict.of("shop").reload(signal).digest("2")))
                .containsExactly(new Action.Signal(pid, Stage.TICKS, "HUP", "reload"));
        assertThat(stage.order(Verb.RELOAD))
                .containsExactly(new Action.Signal(pid, Stage.TICKS, "HUP", "reload"));
        assertThat(stage.view().generation()).isEqualTo(1);
        assertThat(stage.vassal().reloadsBySignal()).isTrue();
    }

    @Test
    void anEditThatWaitsForItsSecondActsThoughTheWayIsChangedMeanwhile() {
        Edict signal = Edict.of("shop").reload(new Reload.Signal("HUP"));
        stage.proven(signal);
        stage.decree(signal.digest("2"));
        stage.decree(signal.digest("3"));
        stage.decree(Edict.of("shop").digest("4"));
        assertThat(Stage.spawns(stage.pass(Intent.EDIT_INTERVAL_MILLIS))).singleElement()
                .satisfies(spawn -> assertThat(spawn.decree().digest()).isEqualTo("4"));
    }

    @Test
    void aSignalIsNotSentToOneThatIsNotReadyForItYet() {
        Reload signal = new Reload.Signal("HUP");
        int pid = stage.started(Edict.of("shop").reload(signal)).get(0);
        assertThat(stage.decree(Edict.of("shop").reload(signal).digest("2"))).isEmpty();
        assertThat(stage.ready(pid)).containsExactly(new Action.Signal(pid, Stage.TICKS, "HUP", "reload"));
    }

    @Test
    void whatHasToBeExecutedDifferentlyIsRolledAllTheSame() {
        Reload signal = new Reload.Signal("HUP");
        stage.proven(Edict.of("shop").reload(signal));
        assertThat(Stage.spawns(stage.decree(edited().reload(signal)))).hasSize(1);
    }

    @Test
    void aUwsgiThatReloadsInPlaceAndHasToBeExecutedDifferentlyEndsFirst() {
        Reload signal = new Reload.Signal("HUP");
        int pid = stage.proven(Edict.of("shop").kind("uwsgi").reload(signal)).get(0);
        assertThat(stage.decree(edited().kind("uwsgi").reload(signal))).containsExactly(stop(pid));
    }

    @Test
    void aTouchThatStillWaitedForItsSignalIsRolledWhereALaterEditSaysSo() {
        Reload signal = new Reload.Signal("HUP");
        stage.proven(Edict.of("shop").reload(signal));
        stage.decree(Edict.of("shop").reload(signal).digest("2"));
        assertThat(stage.decree(Edict.of("shop").reload(signal).digest("3"))).isEmpty();
        assertThat(stage.decree(Edict.of("shop").digest("4"))).isEmpty();
        assertThat(Stage.spawns(stage.pass(Intent.EDIT_INTERVAL_MILLIS))).singleElement()
                .satisfies(spawn -> assertThat(spawn.decree().digest()).isEqualTo("4"));
    }

    // --- after the master's death --------------------------------------------------------------------------------

    @Test
    void aRollThatWasUnderWayGoesOnUnderTheNextMaster() {
        Decree old = Edict.of("shop").decree();
        Decree next = edited().decree();
        Memory.Worker serving = new Memory.Worker(1, 1, 0, 50, 500, stage.now(), true, false, old);
        Memory.Worker candidate = new Memory.Worker(2, 2, 0, 51, 510, stage.now(), true, false, next);
        Memory memory = new Memory("shop", 1, 2, 2, java.util.Optional.of(old), 2, 1, null,
                Memory.Setback.NONE, Memory.Setback.NONE, List.of(serving, candidate), List.of());
        List<Action> actions = stage.tell(new Fact.Remembered(memory), new Fact.Decreed(next),
                new Fact.Survived(serving, 500), new Fact.Survived(candidate, 510));
        assertThat(actions).singleElement().isInstanceOf(Action.Listen.class);
        assertThat(stage.state()).isEqualTo(State.RELOADING);
        stage.listening();
        assertThat(stage.pass(Throttle.PROVEN_AFTER_MILLIS)).containsExactly(
                new Action.Signal(50, 500, "TERM", "stop"));
        assertThat(stage.view().generation()).isEqualTo(2);
        assertThat(stage.view().restarts()).isEqualTo(1);
    }

    @Test
    void whatWasBeingEndedIsEndedByTheNextMasterToo() {
        Decree decree = Edict.of("shop").decree();
        Memory.Worker ending = new Memory.Worker(1, 1, 0, 50, 500, stage.now(), true, true, decree);
        Memory.Worker serving = new Memory.Worker(2, 2, 0, 51, 510, stage.now(), true, false, decree);
        Memory memory = new Memory("shop", 2, 2, 2, java.util.Optional.of(decree), 2, 1, null,
                Memory.Setback.NONE, Memory.Setback.NONE, List.of(ending, serving), List.of());
        assertThat(stage.tell(new Fact.Remembered(memory), new Fact.Decreed(decree),
                new Fact.Survived(ending, 500), new Fact.Survived(serving, 510)))
                .contains(new Action.Signal(50, 500, "TERM", "stop"))
                .noneMatch(Action.Spawn.class::isInstance);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aMasterThatDiesBeforeItHasOpenedAnythingLeavesTheListenersToTheNext() {
        Decree decree = Edict.of("shop").decree();
        Memory.Worker serving = new Memory.Worker(1, 1, 0, 50, 500, stage.now(), true, false, decree);
        List<VassalView.SocketView> sockets =
                List.of(new VassalView.SocketView("/run/liege/apps/shop.sock", 4711, "master", 100, 100));
        Memory memory = new Memory("shop", 1, 1, 1, java.util.Optional.of(decree), 1, 0, null,
                Memory.Setback.NONE, Memory.Setback.NONE, List.of(serving), sockets);
        stage.tell(new Fact.Remembered(memory), new Fact.Decreed(decree), new Fact.Survived(serving, 500));
        assertThat(stage.vassal().memory().sockets()).isEqualTo(sockets);
        stage.listening();
        assertThat(stage.vassal().memory().sockets()).extracting(VassalView.SocketView::inode).containsExactly(77L);
    }

    @Test
    void theBackoffOfAnEarlierMasterHolds() {
        Decree decree = Edict.of("shop").decree();
        Memory memory = new Memory("shop", 1, 1, 3, java.util.Optional.of(decree), 3, 2, null,
                new Memory.Setback(3, 0, false, stage.now().plusMillis(5_000)), Memory.Setback.NONE, List.of(),
                List.of());
        assertThat(stage.tell(new Fact.Remembered(memory), new Fact.Decreed(decree))).isEmpty();
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
        assertThat(Stage.spawns(stage.pass(4_999))).isEmpty();
        stage.pass(1);
        assertThat(Stage.spawns(stage.listening())).singleElement().returns(4, Action.Spawn::serial);
    }

    @Test
    void whatIsRememberedIsWhatWasWrittenDown() {
        stage.proven(Edict.of("shop").processes(2));
        stage.hatchAll(stage.decree(edited().processes(2)));
        Memory memory = stage.vassal().memory();
        assertThat(memory.serving()).isEqualTo(1);
        assertThat(memory.lastGeneration()).isEqualTo(2);
        assertThat(memory.workers()).hasSize(4).extracting(Memory.Worker::ready)
                .containsExactly(true, true, false, false);
        Vassal heir = new Vassal("shop", 1, stage.now(), new StateLog() {
            @Override
            public void moved(String vassal, State from, State to, Reason reason, Moment at) {}

            @Override
            public void impossible(String vassal, String what) {
                throw new AssertionError(what);
            }
        });
        heir.observe(new Fact.Remembered(memory), stage.now());
        heir.observe(new Fact.Decreed(stage.vassal().decree().orElseThrow()), stage.now());
        memory.workers().forEach(worker ->
                heir.observe(new Fact.Survived(worker, worker.startTicks()), stage.now()));
        heir.steer(stage.now());
        assertThat(heir.memory().workers()).usingRecursiveComparison().ignoringFields("spawnedAt")
                .isEqualTo(memory.workers());
        assertThat(heir.memory().serving()).isEqualTo(1);
    }
}
