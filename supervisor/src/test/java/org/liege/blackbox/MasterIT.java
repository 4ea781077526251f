package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The daemon's own life: one per run directory, and what its end means for the apps. */
@Timeout(120)
class MasterIT {
    @RegisterExtension
    final Realm realm = new Realm();

    @Test
    void secondMasterOnTheSameRunDirectoryRefusesAndTheFirstIsUnharmed() throws IOException {
        realm.drop("one", Worker.command());
        realm.up();
        App before = realm.await("one", "running");
        Daemon second = realm.launch(List.of(), Map.of());
        assertThat(second.exitStatus()).isEqualTo(1);
        assertThat(second.output()).contains("could not start", realm.run().toString());
        assertThat(realm.app("one").pids()).isEqualTo(before.pids());
        assertThat(Http.get(realm.socket("one"), "/pid")).contains(Long.toString(before.pid()));
    }

    @Test
    void termEndsEverything() {
        realm.drop("polite", Worker.command());
        realm.drop("stubborn", Worker.command("--ignore-term", "--child"), "stop-timeout = 300ms");
        realm.up();
        realm.await("polite", "running");
        realm.await("stubborn", "running");
        assertThat(realm.daemon().stop()).isZero();
        assertThat(Processes.within(realm.place())).isEmpty();
        assertThat(realm.control()).doesNotExist();
        assertThat(realm.query()).doesNotExist();
        assertThat(realm.socket("polite")).doesNotExist();
        assertThat(realm.socket("stubborn")).doesNotExist();
    }

    @Test
    void interruptEndsEverythingToo() {
        realm.drop("one", Worker.command());
        realm.up();
        realm.await("one", "running");
        Processes.signal(realm.daemon().pid(), "INT");
        assertThat(realm.daemon().exitStatus()).isZero();
        assertThat(Processes.within(realm.place())).isEmpty();
    }

    @Test
    void secondTermKillsAtOnce() {
        realm.drop("stubborn", Worker.command("--ignore-term"), "stop-timeout = 10m");
        realm.up();
        realm.await("stubborn", "running");
        Processes.signal(realm.daemon().pid(), "TERM");
        realm.awaitThat("stubborn", app -> app.state().equals("stopping"));
        Processes.signal(realm.daemon().pid(), "TERM");
        assertThat(realm.daemon().exitStatus()).isZero();
        assertThat(Processes.within(realm.place())).isEmpty();
    }

    @Test
    void termDuringTheBootEndsEverything() {
        for (int i = 0; i < 30; i++) {
            realm.drop("app" + i, Worker.command("--delay", "200"));
        }
        realm.up("--max-starting", "4");
        realm.awaitThat("app0", app -> app.starts() > 0);
        assertThat(realm.daemon().stop()).isZero();
        assertThat(Processes.within(realm.place())).isEmpty();
    }

    @Test
    void operatorsStopSurvivesTheMaster() {
        realm.drop("one", Worker.command());
        realm.drop("two", Worker.command());
        realm.up();
        realm.await("one", "running");
        assertThat(realm.verb("one", "stop?wait=10s").status()).isEqualTo(200);
        realm.daemon().stop();
        realm.up();
        realm.await("two", "running");
        App stopped = realm.await("one", "stopped");
        assertThat(stopped.json().flag("stoppedByOperator")).isTrue();
        assertThat(stopped.starts()).isZero();
        assertThat(realm.verb("one", "start?wait=10s").status()).isEqualTo(200);
        realm.daemon().stop();
        realm.up();
        realm.await("one", "running");
    }

    @Test
    void operatorsStopSurvivesEvenAMasterThatIsKilled() {
        realm.drop("one", Worker.command());
        realm.up();
        realm.await("one", "running");
        assertThat(realm.verb("one", "stop?wait=10s").status()).isEqualTo(200);
        realm.daemon().kill();
        realm.up();
        assertThat(realm.await("one", "stopped").json().flag("stoppedByOperator")).isTrue();
    }

    @Test
    void operatorsStopWinsOverEditsAndTouches() throws IOException {
        realm.drop("one", Worker.command());
        realm.up();
        realm.await("one", "running");
        assertThat(realm.verb("one", "stop?wait=10s").status()).isEqualTo(200);
        realm.drop("one", Worker.command("--text", "edited"));
        realm.watch("one", Duration.ofSeconds(3), app -> app.state().equals("stopped") && app.pids().isEmpty());
        assertThat(realm.verb("one", "start?wait=10s").status()).isEqualTo(200);
        assertThat(Http.get(realm.socket("one"), "/")).contains("edited");
    }

    @Test
    void operatorsStopEndsACrashLoop() {
        realm.drop("loop", Worker.command("--exit", "1"));
        realm.up();
        realm.awaitThat("loop", app -> app.starts() > 1);
        assertThat(realm.verb("loop", "stop?wait=10s").status()).isEqualTo(200);
        App stopped = realm.app("loop");
        realm.watch("loop", Duration.ofSeconds(2), app -> app.state().equals("stopped")
                && app.starts() == stopped.starts() && app.json().at("retryAt") == null);
    }

    @Test
    void killedMastersSocketsAndLockAreNoObstacle() {
        realm.expectStrays();
        realm.drop("one", Worker.command());
        realm.up();
        long orphan = realm.await("one", "running").pid();
        realm.daemon().kill();
        Processes.kill(orphan);
        Until.holds("gone", () -> !Processes.alive(orphan));
        realm.up();
        realm.await("one", "running");
    }

    @Test
    void logFileHoldsWhatTheWorkerWrites() throws IOException {
        realm.drop("one", Worker.command("--write", "said by the worker"));
        realm.up();
        realm.await("one", "running");
        assertThat(Files.readString(realm.log().resolve("one.log"))).contains("said by the worker");
    }
}
