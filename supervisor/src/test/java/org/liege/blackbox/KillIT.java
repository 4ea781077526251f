package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that die, and workers that are told to: what is started again, and what is gone. */
@Timeout(120)
class KillIT {
    @RegisterExtension
    final Realm realm = new Realm();

    @Test
    void killedWorkerIsBackAtOnceAndNoConnectIsRefused() throws IOException {
        realm.drop("one", Worker.command());
        realm.up();
        App before = realm.await("one", "running");
        Map<Connects.Met, Integer> met;
        try (ConnectLoop loop = new ConnectLoop(realm.socket("one"))) {
            Until.holds("some connects", () -> loop.total() > 20);
            Processes.kill(before.pid());
            App after = realm.awaitThat("one", app -> app.running() && !app.pids().contains(before.pid()));
            long attempts = loop.total();
            Until.holds("some more connects", () -> loop.total() > attempts + 20);
            met = loop.end();
            assertThat(after.restarts()).isEqualTo(1);
            assertThat(after.json().text("lastExit.signal")).isEqualTo("KILL");
            assertThat(after.json().at("lastExit.code")).isNull();
            assertThat(after.json().number("lastExit.pid")).isEqualTo((int) before.pid());
        }
        assertThat(met).doesNotContainKeys(Connects.Met.REFUSED, Connects.Met.MISSING, Connects.Met.DENIED);
    }

    @Test
    void provenWorkerThatDiesAgainAndAgainWaitsForNothing() {
        realm.drop("one", Worker.command());
        realm.up();
        for (int death = 1; death <= 3; death++) {
            App before = realm.await("one", "running");
            int restarts = death;
            // Proven is a worker that has been ready for a second.
            realm.watch("one", Duration.ofMillis(1200), app -> app.pids().equals(before.pids()));
            Processes.kill(before.pid());
            App after = realm.awaitThat("one", app -> app.restarts() == restarts && app.running());
            assertThat(after.state()).isEqualTo("running");
            // The time from the exit to the next worker is the daemon's own account, not this test's clock.
            assertThat(since(after)).isBefore(after.lastExitAt().plusMillis(1000));
        }
    }

    private static java.time.Instant since(App app) {
        return java.time.Instant.parse(app.json().list("workers").get(0).text("since"));
    }

    @Test
    void exitCodeOfAWorkerIsTold() {
        realm.drop("one", Worker.command("--exit-after", "300", "7"), "restart = never");
        realm.up();
        App ended = realm.awaitThat("one", app -> app.json().at("lastExit") != null);
        assertThat(ended.json().number("lastExit.code")).isEqualTo(7);
        assertThat(ended.json().at("lastExit.signal")).isNull();
        assertThat(ended.json().flag("lastExit.oomKilled")).isFalse();
    }

    @Test
    void neverMeansThatNoExitIsFollowedByAStart() {
        realm.drop("code", Worker.command("--exit-after", "200", "3"), "restart = never");
        realm.drop("signal", Worker.command(), "restart = never");
        realm.up();
        Processes.kill(realm.await("signal", "running").pid());
        assertNotStartedAgain("code");
        assertNotStartedAgain("signal");
    }

    @Test
    void onFailureFollowsAFailureButNotACleanExit() {
        realm.drop("clean", Worker.command("--exit-after", "200", "0"), "restart = on-failure");
        realm.drop("failing", Worker.command("--exit-after", "200", "3"), "restart = on-failure");
        realm.drop("killed", Worker.command(), "restart = on-failure");
        realm.up();
        Processes.kill(realm.await("killed", "running").pid());
        realm.awaitThat("killed", app -> app.restarts() == 1 && app.running());
        realm.awaitThat("failing", app -> app.starts() >= 2);
        assertNotStartedAgain("clean");
    }

    @Test
    void alwaysFollowsACleanExitToo() {
        realm.drop("one", Worker.command("--exit-after", "200", "0"), "restart = always");
        realm.up();
        realm.awaitThat("one", app -> app.starts() >= 3);
    }

    @Test
    void operatorsStartRunsAWorkerThatNothingElseWouldStart() {
        realm.drop("one", Worker.command("--exit-after", "200", "0"), "restart = never");
        realm.up();
        assertNotStartedAgain("one");
        realm.verb("one", "start");
        realm.awaitThat("one", app -> app.starts() == 2);
    }

    /** One start, no worker, and that for a while. */
    private void assertNotStartedAgain(String name) {
        realm.awaitThat(name, app -> app.json().at("lastExit") != null && app.pids().isEmpty());
        realm.watch(name, Duration.ofMillis(700), app ->
                app.starts() == 1 && !app.running() && app.json().at("retryAt") == null);
    }

    @Test
    void workerThatIgnoresTermIsKilledWhenItsTimeIsOver() {
        realm.drop("one", Worker.command("--ignore-term"), "stop-timeout = 300ms");
        realm.up();
        long pid = realm.await("one", "running").pid();
        assertThat(realm.verb("one", "stop?wait=20s").status()).isEqualTo(200);
        App stopped = realm.app("one");
        assertThat(stopped.state()).isEqualTo("stopped");
        assertThat(stopped.json().text("lastExit.signal")).isEqualTo("KILL");
        assertThat(Processes.alive(pid)).isFalse();
    }

    @Test
    void workerThatNeedsAMomentAfterTermGetsIt() {
        realm.drop("one", Worker.command("--slow-term", "400"), "stop-timeout = 10s");
        realm.up();
        realm.await("one", "running");
        assertThat(realm.verb("one", "stop").status()).isEqualTo(202);
        assertThat(realm.awaitThat("one", app -> app.state().equals("stopping")).pids()).hasSize(1);
        App stopped = realm.await("one", "stopped");
        assertThat(stopped.json().number("lastExit.code")).isZero();
    }

    @Test
    void stopSignalOfTheFileIsTheOneThatIsSent() {
        realm.drop("one", Worker.command("--ignore-term"), "stop-signal = INT", "stop-timeout = 20s");
        realm.up();
        realm.await("one", "running");
        assertThat(realm.verb("one", "stop?wait=15s").status()).isEqualTo(200);
        assertThat(realm.app("one").json().text("lastExit.signal")).isEqualTo("INT");
    }

    @Test
    void childrenThatStayedInTheWorkersSessionEndWithIt() {
        realm.drop("one", Worker.command("--child"), "stop-timeout = 300ms");
        realm.up();
        long pid = realm.await("one", "running").pid();
        assertThat(Processes.session(pid)).isEqualTo(pid);
        Until.holds("the child", () -> Processes.ofSession(pid).size() == 2);
        assertThat(realm.verb("one", "stop?wait=20s").status()).isEqualTo(200);
        assertThat(Processes.ofSession(pid)).isEmpty();
    }

    @Test
    void childrenOfAKilledWorkerAreGoneBeforeTheNextOneIsReady() {
        realm.drop("one", Worker.command("--child"), "stop-timeout = 300ms");
        realm.up();
        long pid = realm.await("one", "running").pid();
        Until.holds("the child", () -> Processes.ofSession(pid).size() == 2);
        Processes.kill(pid);
        realm.awaitThat("one", app -> app.restarts() == 1 && app.running());
        Until.holds("no process of the dead worker's session", () -> Processes.ofSession(pid).isEmpty());
    }

    @Test
    void stopGoesOnAlthoughAGrandchildLeftTheSession() {
        realm.expectStrays();
        realm.drop("one", Worker.command("--grandchild"), "stop-timeout = 300ms");
        realm.up();
        realm.await("one", "running");
        assertThat(realm.verb("one", "stop?wait=20s").status()).isEqualTo(200);
        assertThat(realm.app("one").state()).isEqualTo("stopped");
        assertThat(realm.verb("one", "start?wait=20s").status()).isEqualTo(200);
    }

    @Test
    void onlyTheDeadOneOfSeveralWorkersIsReplaced() {
        realm.drop("many", Worker.command(), "processes = 3");
        realm.up();
        App before = realm.awaitThat("many", app -> app.readyPids().size() == 3);
        long victim = before.pids().get(1);
        Processes.kill(victim);
        App after = realm.awaitThat("many", app -> app.readyPids().size() == 3 && !app.pids().contains(victim));
        assertThat(after.pids()).contains(before.pids().get(0), before.pids().get(2));
        assertThat(after.running()).isTrue();
    }
}
