package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VassalReasonTest {
    private final Stage stage = new Stage();

    @Test
    void tellsHowAndHowLateAWorkerEndedBeforeItWasReady() {
        int pid = stage.started(Edict.of("shop")).get(0);
        stage.pass(83);
        stage.end(pid, Stage.CRASH);
        assertThat(stage.view().reason()).isEqualTo("exited with code 3 after 83 ms, before it was ready");
        assertThat(stage.view().publicReason()).isEqualTo("the app ended");
    }

    @Test
    void quotesTheLastWordsToTheOperatorOnly() {
        int pid = stage.started(Edict.of("shop")).get(0);
        stage.end(pid, new Exit(1, null, false, false, "no module named 'shop' in /srv/secret"));
        assertThat(stage.view().reason()).endsWith("; its last words: no module named 'shop' in /srv/secret");
        assertThat(stage.view().publicReason()).doesNotContain("secret");
    }

    @Test
    void tellsTheDiagnosisAloneWhenTheAppWasNeverExecuted() {
        int pid = stage.started(Edict.of("shop")).get(0);
        stage.end(pid, new Exit(127, null, false, true, "could not execute /srv/app: no such file (ENOENT)"));
        assertThat(stage.view().reason()).isEqualTo("could not execute /srv/app: no such file (ENOENT)");
        assertThat(stage.view().publicReason()).isEqualTo("the app could not be executed");
    }

    @Test
    void remindsOfTheLastTroubleWhileItStartsAgain() {
        stage.end(stage.started(Edict.of("shop")).get(0), Stage.CRASH);
        stage.pass(125);
        assertThat(stage.state()).isEqualTo(State.STARTING);
        assertThat(stage.view().reason()).startsWith("starting again; last time: exited with code 3");
    }

    @Test
    void forgetsTheTroubleOnceAWorkerHasProvenItself() {
        stage.end(stage.started(Edict.of("shop")).get(0), Stage.CRASH);
        int pid = stage.hatchAll(stage.pass(125)).get(0);
        stage.ready(pid);
        stage.pass(Throttle.PROVEN_AFTER_MILLIS);
        stage.order(Verb.RESTART);
        stage.end(pid, Stage.CLEAN);
        assertThat(stage.view().reason()).isEqualTo("starting");
    }

    @Test
    void tellsASignalAndTheKernelsWantOfMemoryApart() {
        assertThat(Stage.KILLED.summary()).isEqualTo("killed by SIGKILL");
        assertThat(new Exit(null, "KILL", true, false, "").summary()).isEqualTo("killed by the kernel: out of memory");
        assertThat(new Exit(null, null, false, false, "").summary()).isEqualTo("ended with unknown status");
    }

    @Test
    void keepsHowTheLatestWorkerEnded() {
        int pid = stage.started(Edict.of("shop")).get(0);
        stage.end(pid, Stage.CRASH);
        assertThat(stage.view().lastExit()).isEqualTo(new VassalView.ExitView(pid, stage.now(), 3, null, false));
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void publicPhrasesNameNoPathAndNoNumber(Cause cause) {
        assertThat(cause.phrase()).doesNotContainPattern("[/0-9%{}]").isNotBlank();
    }

    @Test
    void eachChangeOfStateIsToldOnceAndInOrder() {
        int pid = stage.running(Edict.of("shop")).get(0);
        stage.order(Verb.STOP);
        stage.end(pid, Stage.CLEAN);
        assertThat(stage.log()).filteredOn(line -> line.contains(" -> ")).containsExactly(
                "idle -> starting", "starting -> running", "running -> stopping", "stopping -> stopped");
    }
}
