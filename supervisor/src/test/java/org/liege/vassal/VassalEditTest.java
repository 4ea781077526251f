package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VassalEditTest {
    @Test
    void anEditOfTheCommandEndsTheOldWorkersBeforeItStartsNewOnes() {
        Stage stage = Stage.proven(new Sketch());
        int old = stage.pid();
        stage.see(new Fact.Decreed(new Sketch().command("/srv/shop/new").decree()));
        assertThat(stage.done(Action.Signal.class)).hasSize(1);
        assertThat(stage.done(Action.Spawn.class)).isEmpty();
        stage.exit(old, Stage.CLEAN);
        assertThat(stage.done(Action.Spawn.class)).singleElement().satisfies(spawn -> {
            assertThat(spawn.generation()).isEqualTo(2);
            assertThat(spawn.decree().execution().command()).containsExactly("/srv/shop/new");
        });
    }

    @Test
    void aTouchReplacesTheWorkersToo() {
        Stage stage = Stage.proven(new Sketch());
        stage.see(new Fact.Decreed(new Sketch().decree()));
        assertThat(stage.done(Action.Signal.class)).hasSize(1);
    }

    @Test
    void anEditOfMetadataOrBacklogTouchesNoWorker() {
        Stage stage = Stage.proven(new Sketch());
        stage.see(new Fact.Decreed(new Sketch().metadata(Map.of("owner", "ann")).decree()));
        stage.see(new Fact.Decreed(
                new Sketch().sockets(Sketch.socket("/run/liege/apps/shop.sock", 5)).metadata(Map.of("owner", "ann")).decree()));
        assertThat(stage.done).hasOnlyElementsOfType(Action.Listen.class).hasSize(1);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void fewerProcessesStopTheSurplusAndMoreAreStartedBesideTheOthers() {
        Stage stage = Stage.proven(new Sketch().processes(3));
        List<Integer> pids = stage.pids();
        stage.see(new Fact.Decreed(new Sketch().processes(1).decree()));
        assertThat(stage.done(Action.Signal.class)).extracting(Action.Signal::pid).containsExactly(pids.get(1), pids.get(2));
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        stage.exit(pids.get(1), Stage.CLEAN);
        stage.exit(pids.get(2), Stage.CLEAN);
        stage.pass(1_000);
        stage.see(new Fact.Decreed(new Sketch().processes(2).decree()));
        assertThat(stage.done(Action.Spawn.class)).singleElement()
                .satisfies(spawn -> assertThat(spawn.slot()).isEqualTo(1));
    }

    @Test
    void anEditOfAFailingVassalIsTriedAtOnce() {
        Stage stage = Stage.with(new Sketch().failedAfter(1));
        stage.exit(stage.pid(), Stage.CRASH);
        stage.pass(2_000);
        stage.see(new Fact.Decreed(new Sketch().failedAfter(1).decree()));
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void editsInALoopActOnceASecond() {
        Stage stage = Stage.proven(new Sketch());
        for (int i = 0; i < 40; i++) {
            stage.see(new Fact.Decreed(new Sketch().decree()));
            stage.pids().forEach(pid -> stage.exit(pid, Stage.CLEAN));
            stage.pass(100);
        }
        assertThat(stage.done(Action.Spawn.class)).hasSizeBetween(4, 5);
    }

    @Test
    void aBadEditKeepsTheLastGoodDecreeRunning() {
        Stage stage = Stage.proven(new Sketch());
        stage.see(new Fact.Faulted("/etc/shop.ini", List.of(new Fault("/etc/shop.ini", 2, "unknown key 'comand'"))));
        assertThat(stage.done).isEmpty();
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().configured()).isTrue();
        assertThat(stage.view().faults()).hasSize(1);
        stage.exit(stage.pid(), Stage.CRASH);
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void aSocketElsewhereIsNotTakenForOpenUntilItIs() {
        Stage stage = Stage.proven(new Sketch());
        int old = stage.pid();
        stage.listenFails = true;
        stage.see(new Fact.Decreed(new Sketch().sockets(Sketch.socket("/run/liege/apps/other.sock", 100)).decree()));
        stage.exit(old, Stage.CLEAN);
        assertThat(stage.done(Action.Spawn.class)).isEmpty();
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
        stage.listenFails = false;
        stage.pass(1_000);
        assertThat(stage.done(Action.Spawn.class)).hasSize(1);
    }

    @Test
    void aBacklogThatCannotBeTunedLeavesTheWorkersAloneAndIsTold() {
        Stage stage = Stage.proven(new Sketch());
        stage.listenFails = true;
        stage.see(new Fact.Decreed(new Sketch().sockets(Sketch.socket("/run/liege/apps/shop.sock", 5)).decree()));
        assertThat(stage.state()).isEqualTo(State.RUNNING);
        assertThat(stage.view().reason()).endsWith("could not bind");
    }

    @Test
    void aLostPathIsOpenedAnewWithNewWorkers() {
        Stage stage = Stage.proven(new Sketch());
        int old = stage.pid();
        stage.see(new Fact.PathLost("/run/liege/apps/shop.sock"));
        assertThat(stage.done(Action.Listen.class)).hasSize(1);
        stage.exit(old, Stage.CLEAN);
        assertThat(stage.done(Action.Spawn.class)).hasSize(1);
    }
}
