package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a master makes of what the one before it has left. */
class VassalHeritageTest {
    private static final Decree OLD = Edict.of("shop").processes(2).decree();
    private static final Decree NEW = Edict.of("shop").processes(2).digest("2").program("/srv/new").decree();

    private final Stage stage = new Stage();

    private Memory.Worker worker(int serial, int generation, int slot, Decree decree) {
        return new Memory.Worker(serial, generation, slot, 50 + serial, 500, stage.now(), true, false, decree);
    }

    private static Memory memory(Memory.Setback setback, Memory.Setback rollSetback, Memory.Worker... workers) {
        return new Memory("shop", 1, 2, 9, Optional.of(OLD), 2, 1, null, setback, rollSetback, List.of(workers),
                List.of());
    }

    private Memory.Setback failedTwice() {
        return new Memory.Setback(2, 0, false, stage.now().plusMillis(5_000));
    }

    private static Fact survived(Memory.Worker worker) {
        return new Fact.Survived(worker, 500);
    }

    private static Action stop(Memory.Worker worker) {
        return new Action.Signal(worker.pid(), 500, "TERM", "stop");
    }

    @Test
    void aGenerationOfWhichOnlyAPartHasSurvivedIsStartedAfresh() {
        Memory.Worker part = worker(3, 2, 0, NEW);
        assertThat(stage.tell(new Fact.Remembered(memory(Memory.Setback.NONE, Memory.Setback.NONE)), new Fact.Decreed(NEW),
                survived(worker(1, 1, 0, OLD)), survived(worker(2, 1, 1, OLD)), survived(part))).contains(stop(part));
        assertThat(Stage.spawns(stage.listening())).hasSize(2)
                .allMatch(spawn -> spawn.generation() == 3 && spawn.decree().equals(NEW));
    }

    @Test
    void whereAPartOfTheNewGenerationIsAllThatIsLeftItServesAndIsCompleted() {
        Memory.Worker part = worker(3, 2, 0, NEW);
        assertThat(stage.tell(new Fact.Remembered(memory(Memory.Setback.NONE, Memory.Setback.NONE)), new Fact.Decreed(NEW),
                survived(part))).doesNotContain(stop(part));
        assertThat(Stage.spawns(stage.listening())).singleElement().returns(2, Action.Spawn::generation)
                .returns(1, Action.Spawn::slot);
    }

    @Test
    void whereAPartIsLeftOfWhatHadFailedBeforeTheOldIsStartedAgainBesideIt() {
        Memory.Worker part = new Memory.Worker(3, 2, 0, 53, 500, stage.now(), false, false, NEW);
        stage.tell(new Fact.Remembered(memory(Memory.Setback.NONE, failedTwice())),
                new Fact.Faulted("/etc/liege/vassals/shop.ini", List.of()), survived(part));
        assertThat(Stage.spawns(stage.listening())).filteredOn(spawn -> spawn.generation() == 1).hasSize(2)
                .allMatch(spawn -> spawn.decree().equals(OLD));
    }

    @Test
    void whereTheFileWantsARestartTheSurvivorsOfBothGenerationsAreEndedFirst() {
        Decree restart = Edict.of("shop").processes(2).digest("3").reload(new Reload.Restart()).program("/srv/3").decree();
        Memory.Worker old = worker(1, 1, 0, OLD);
        Memory.Worker next = worker(3, 2, 0, NEW);
        assertThat(stage.tell(new Fact.Remembered(memory(Memory.Setback.NONE, Memory.Setback.NONE)),
                new Fact.Decreed(restart), survived(old), survived(next))).contains(stop(old), stop(next));
        stage.listening();
        stage.tell(new Fact.Exited(old.pid(), 500, Stage.CLEAN), new Fact.Swept(old.pid(), 500));
        assertThat(stage.view().generation()).isEqualTo(1);
        assertThat(Stage.spawns(stage.tell(new Fact.Exited(next.pid(), 500, Stage.CLEAN), new Fact.Swept(next.pid(), 500))))
                .hasSize(2).allMatch(spawn -> spawn.decree().equals(restart));
    }

    @Test
    void theDelayOfAGenerationThatFailedHoldsAndTheOldServesOn() {
        Memory.Worker first = worker(1, 1, 0, OLD);
        Memory.Worker second = worker(2, 1, 1, OLD);
        stage.tell(new Fact.Remembered(memory(Memory.Setback.NONE, failedTwice(), first, second)), new Fact.Decreed(NEW),
                survived(first), survived(second));
        assertThat(Stage.spawns(stage.listening())).isEmpty();
        assertThat(Stage.spawns(stage.pass(4_999))).isEmpty();
        assertThat(Stage.spawns(stage.pass(1))).hasSize(2);
    }

    @Test
    void whereTheNewHadFailedAndNobodySurvivedTheOldIsStartedAgain() {
        stage.tell(new Fact.Remembered(memory(Memory.Setback.NONE, failedTwice())), new Fact.Decreed(NEW));
        assertThat(Stage.spawns(stage.listening())).hasSize(2).allMatch(spawn -> spawn.decree().equals(OLD));
    }

    @Test
    void aVerdictSaysNothingOfAVassalWithoutAnyGoodFile() {
        stage.tell(new Fact.Remembered(memory(new Memory.Setback(9, 0, true, null), Memory.Setback.NONE)),
                new Fact.Faulted("/etc/liege/vassals/shop.ini", List.of(new Fault("/etc/liege/vassals/shop.ini", 3, "?"))));
        assertThat(stage.state()).isEqualTo(State.INVALID);
        stage.decree(Edict.of("shop"));
        assertThat(Stage.spawns(stage.listening())).hasSize(1);
    }

    @Test
    void theListenersOfSurvivorsThatHadToEndAreShed() {
        Memory.Worker survivor = worker(1, 1, 0, OLD);
        assertThat(stage.tell(new Fact.StoppedBefore(), new Fact.Decreed(OLD), survived(survivor))).contains(stop(survivor));
        stage.tell(new Fact.Exited(survivor.pid(), 500, Stage.CLEAN));
        assertThat(stage.tell(new Fact.Swept(survivor.pid(), 500))).containsExactly(new Action.Shed());
    }

    @Test
    void untilTheWorkersAreReplacedTheirOldFileIsRemembered() {
        Edict restart = Edict.of("shop").reload(new Reload.Restart());
        stage.proven(restart);
        int pid = stage.view().workers().get(0).pid();
        stage.decree(restart.digest("2").program("/srv/new"));
        assertThat(stage.vassal().memory().serves().orElseThrow().digest()).isEqualTo("1");
        stage.end(pid, Stage.CLEAN);
        assertThat(stage.vassal().memory().serves().orElseThrow().digest()).isEqualTo("2");
    }
}
