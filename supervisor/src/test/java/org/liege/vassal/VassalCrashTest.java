package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VassalCrashTest {
    @Test
    void aProvenWorkerThatEndsIsReplacedAtOnce() {
        Stage stage = Stage.proven(new Sketch());
        stage.exit(stage.pid(), Stage.CRASH);
        assertThat(stage.done(Action.Spawn.class)).hasSize(1);
        assertThat(stage.state()).isEqualTo(State.STARTING);
        assertThat(stage.view().restarts()).isEqualTo(1);
    }

    @Test
    void whatAnEndedWorkerLeftBehindIsSwept() {
        Stage stage = Stage.proven(new Sketch());
        int pid = stage.pid();
        stage.exit(pid, Stage.CRASH);
        assertThat(stage.done(Action.Sweep.class)).containsExactly(new Action.Sweep(pid, Stage.ticks(pid)));
    }

    @Test
    void aWorkerThatEndsBeforeItIsProvenIsReplacedAfterADelay() {
        Stage stage = Stage.running(new Sketch());
        stage.exit(stage.pid(), Stage.CRASH);
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
        assertThat(stage.sleepsMillis()).isBetween(75L, 125L);
        assertThat(stage.view().retryAt()).isEqualTo(stage.now().plusMillis(stage.sleepsMillis()));
        stage.pass(stage.sleepsMillis());
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void aReadyWorkerThatIsKilledFromOutsideIsReplacedAtOnce() {
        Stage stage = Stage.running(new Sketch());
        stage.exit(stage.pid(), new Exit(null, "KILL", false, false, ""));
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void aWorkerThatTheKernelKilledForMemoryIsNotTakenForOneKilledFromOutside() {
        Stage stage = Stage.running(new Sketch());
        stage.exit(stage.pid(), new Exit(null, "KILL", true, false, ""));
        assertThat(stage.state()).isEqualTo(State.BACKOFF);
        assertThat(stage.view().reason()).startsWith("killed by the kernel: out of memory");
        assertThat(stage.view().lastExit().oomKilled()).isTrue();
    }

    @Test
    void delaysGrowWithEachFailureUpToTheCap() {
        Stage stage = Stage.with(new Sketch().failedAfter(100).throttleMax(2_000));
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            stage.exit(stage.pid(), Stage.CRASH);
            delays.add(stage.sleepsMillis());
            stage.pass(stage.sleepsMillis());
        }
        assertThat(delays.subList(0, 5)).isSorted().doesNotHaveDuplicates();
        assertThat(delays).allMatch(delay -> delay <= 2_000);
        assertThat(delays.get(7)).isGreaterThanOrEqualTo(1_500);
    }

    @Test
    void theVerdictFailedShedsTheListenerAndGoesOnTryingAtTheCap() {
        Stage stage = Stage.with(new Sketch().failedAfter(2).throttleMax(4_000));
        stage.exit(stage.pid(), Stage.CRASH);
        stage.pass(stage.sleepsMillis());
        assertThat(stage.done(Action.Shed.class)).isEmpty();
        stage.exit(stage.pid(), Stage.CRASH);
        assertThat(stage.state()).isEqualTo(State.FAILED);
        assertThat(stage.done(Action.Shed.class)).hasSize(1);
        assertThat(stage.sleepsMillis()).isBetween(3_000L, 4_000L);
        stage.done.clear();
        stage.pass(stage.sleepsMillis());
        assertThat(stage.done).extracting(action -> action.getClass().getSimpleName())
                .containsExactly("Listen", "Spawn", "Probe");
        assertThat(stage.state()).as("through its retries").isEqualTo(State.FAILED);
    }

    @Test
    void onlyAProvenWorkerClearsTheVerdict() {
        Stage stage = Stage.with(new Sketch().failedAfter(1));
        stage.exit(stage.pid(), Stage.CRASH);
        stage.pass(stage.sleepsMillis());
        stage.readyAll();
        assertThat(stage.state()).isEqualTo(State.FAILED);
        stage.pass(Throttle.PROVEN_AFTER_MILLIS);
        assertThat(stage.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void theReasonTellsHowTheAppEndedAndItsLastWords() {
        Stage stage = Stage.running(new Sketch());
        stage.pass(500);
        stage.exit(stage.pid(), new Exit(null, "SEGV", false, false, "stack smashed in /srv/shop"));
        assertThat(stage.view().reason()).isEqualTo(
                "killed by SIGSEGV after 500 ms; its last words: stack smashed in /srv/shop");
        assertThat(stage.view().publicReason()).isEqualTo("the app ended");
    }

    @Test
    void anAppThatCouldNotBeExecutedIsExplainedByTheDiagnosisAlone() {
        Stage stage = Stage.with(new Sketch());
        stage.exit(stage.pid(), new Exit(127, null, false, true, "could not execute /srv/shop/run: no such file"));
        assertThat(stage.view().reason()).isEqualTo("could not execute /srv/shop/run: no such file");
        assertThat(stage.view().publicReason()).isEqualTo("the app could not be executed");
    }

    @Test
    void aMendedCauseMakesItTryAtOnce() {
        Stage stage = Stage.with(new Sketch().failedAfter(1));
        stage.exit(stage.pid(), Stage.CRASH);
        stage.see(new Fact.Mended());
        assertThat(stage.state()).isEqualTo(State.STARTING);
    }

    @Test
    void aShortageOfTheMachineNeverLeadsToAVerdict() {
        Stage stage = Stage.with(new Sketch().failedAfter(1).throttleMax(200));
        stage.spawnFails = true;
        stage.exit(stage.pid(), Stage.CRASH);
        stage.order(Verb.RESET);
        assertThat(stage.state()).isEqualTo(State.FAILED);

        Throttle throttle = new Throttle(1);
        for (int i = 0; i < 20; i++) {
            throttle.shortage(stage.now(), new Sketch().failedAfter(1).policy());
        }
        assertThat(throttle.verdictFailed()).isFalse();
        assertThat(throttle.failing()).isTrue();
    }

    @Test
    void oneWorkerThatFailsByTurnsWithAnotherDoesNotHoldTheGateForEver() {
        Stage stage = Stage.with(new Sketch().processes(2).startTimeout(1_000));
        stage.gateOpen = false;
        stage.exit(stage.pids().get(0), Stage.CRASH);
        stage.pass(300);
        assertThat(stage.done(Action.Spawn.class)).as("no leave to start more").hasSize(2);
        assertThat(stage.vassal.atGate()).isTrue();
        int other = stage.pid();
        stage.pass(700);
        stage.exit(other, Stage.CRASH);
        assertThat(stage.vassal.atGate()).isFalse();
    }
}
