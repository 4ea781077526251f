package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VassalAdoptionTest {
    private final Decree decree = new Sketch().decree();

    private static Fact.Survived survivor(long observedTicks, boolean ready, Decree decree) {
        return new Fact.Survived(4, 0, 55, 550, observedTicks, ready, decree);
    }

    @Test
    void aReadySurvivorIsTakenOverAndNothingIsStarted() {
        Stage stage = new Stage();
        stage.see(new Fact.Decreed(decree), survivor(550, true, decree));
        assertThat(stage.done).hasOnlyElementsOfType(Action.Listen.class);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().generation()).isEqualTo(4);
        assertThat(stage.view().workers()).singleElement().satisfies(worker -> assertThat(worker.adopted()).isTrue());
    }

    @Test
    void aReadySurvivorNeedsNoReadyDelay() {
        Decree slow = new Sketch().readyDelay(60_000).decree();
        Stage stage = new Stage();
        stage.see(new Fact.Decreed(slow), survivor(550, true, slow));
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aStrangerWithASurvivorsPidIsNotAdopted() {
        Stage stage = new Stage();
        stage.see(new Fact.Decreed(decree), survivor(551, true, decree));
        assertThat(stage.pids()).doesNotContain(55);
        assertThat(stage.done(Action.Spawn.class)).hasSize(1);
    }

    @Test
    void aSurvivorThatWasNotReadyIsProbedAgain() {
        Stage stage = new Stage();
        stage.see(new Fact.Decreed(decree), survivor(550, false, decree));
        assertThat(stage.done(Action.Probe.class)).singleElement()
                .satisfies(probe -> assertThat(probe.pid()).isEqualTo(55));
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void aSurvivorOfAnEditedFileIsReplaced() {
        Stage stage = new Stage();
        stage.see(new Fact.Decreed(new Sketch().command("/srv/shop/new").decree()), survivor(550, true, decree));
        assertThat(stage.done(Action.Signal.class)).singleElement()
                .satisfies(signal -> assertThat(signal.pid()).isEqualTo(55));
    }

    @Test
    void aSurvivorOfABrokenFileRunsOnByItsLastGoodDecree() {
        Stage stage = new Stage();
        stage.see(new Fact.Faulted("/etc/shop.ini", List.of()), survivor(550, true, decree));
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        stage.pass(2_000);
        stage.exit(55, Stage.CRASH);
        assertThat(stage.done(Action.Spawn.class)).singleElement()
                .satisfies(spawn -> assertThat(spawn.generation()).isEqualTo(5));
    }

    @Test
    void aSurvivorOfAStoppedVassalIsAskedToEnd() {
        Stage stage = new Stage();
        stage.see(new Fact.Decreed(decree), new Fact.StoppedBefore(), survivor(550, true, decree));
        assertThat(stage.done).containsExactly(new Action.Signal(55, 550, "TERM", "stop"));
        assertThat(stage.view().reason()).isEqualTo("stopped by the operator");
    }

    @Test
    void aSurvivorWhoseFileIsGoneIsAskedToEnd() {
        Stage stage = new Stage();
        stage.see(survivor(550, true, decree), new Fact.Withdrawn());
        assertThat(stage.done).containsExactly(new Action.Unlink(), new Action.Signal(55, 550, "TERM", "stop"));
    }
}
