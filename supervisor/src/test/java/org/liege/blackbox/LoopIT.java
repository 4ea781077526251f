package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that never last: growing waits, a verdict that keeps trying, and nobody else disturbed. */
@Timeout(120)
class LoopIT {
    @RegisterExtension
    final Realm realm = new Realm();

    /** The waits that the daemon itself announced, one for each failed start, in order. */
    private List<Duration> waits(String name, int count) {
        List<Duration> waits = new ArrayList<>();
        Instant[] last = {Instant.MIN};
        Until.holds(count + " announced waits of " + name, () -> {
            App app = realm.app(name);
            if (app.waitsToRetry() && app.lastExitAt().isAfter(last[0])) {
                last[0] = app.lastExitAt();
                waits.add(Duration.between(app.lastExitAt(), app.retryAt()));
            }
            return waits.size() >= count;
        });
        return waits;
    }

    @Test
    void waitsGrowUpToTheCapAndTheVerdictKeepsTrying() {
        realm.drop("loop", Worker.command("--exit", "3"), 
                "throttle = 50ms", "throttle-max = 400ms", "failed-after = 4");
        realm.up();
        realm.awaitThat("loop", app -> app.state().equals("backoff"));
        List<Duration> early = waits("loop", 3);
        App failed = realm.await("loop", "failed");
        assertThat(failed.reason()).contains("3");
        List<Duration> late = waits("loop", 4);
        // Jitter may be a half of the wait, no more; growth by doubling must show through it.
        assertThat(early.get(0)).isLessThan(Duration.ofMillis(400));
        assertThat(late).allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofMillis(150), Duration.ofMillis(650)));
        int starts = failed.starts();
        realm.awaitThat("loop", app -> app.starts() >= starts + 3 && app.state().equals("failed"));
    }

    @Test
    void waitsAreNotTheSameForAll() {
        for (int i = 0; i < 8; i++) {
            realm.drop("loop" + i, Worker.command("--exit", "3"), "throttle = 2s", "throttle-max = 30s");
        }
        realm.up();
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            App app = realm.awaitThat("loop" + i, App::waitsToRetry);
            waits.add(Duration.between(app.lastExitAt(), app.retryAt()).toMillis());
        }
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(900L, 3100L));
        assertThat(new java.util.HashSet<>(waits)).as("jitter: %s", waits).hasSizeGreaterThan(2);
    }

    @Test
    void loopStartsNoFasterThanItsWaitsAllow() {
        realm.drop("loop", Worker.command("--exit", "3"), "throttle = 300ms", "throttle-max = 300ms");
        realm.up();
        App early = realm.awaitThat("loop", app -> app.starts() >= 2);
        long cpuEarly = Processes.cpuTicks(realm.daemon().pid());
        App late = realm.awaitThat("loop", app -> app.starts() >= early.starts() + 10);
        long millis = Duration.between(early.lastExitAt(), late.asOf()).toMillis();
        assertThat((long) late.starts() - early.starts()).isLessThanOrEqualTo(millis / 150 + 1);
        // A daemon that spins would have used all of that time; the questions of this test cost some of it.
        assertThat((Processes.cpuTicks(realm.daemon().pid()) - cpuEarly) * 10).isLessThan(millis * 7 / 10);
    }

    @Test
    void crashAfterALongHealthStartsTheWaitsAfresh() throws IOException {
        Path permit = realm.place().resolve("permit");
        realm.drop("one", Worker.command("--exit-unless", permit.toString()), "throttle = 100ms", "throttle-max = 3s");
        realm.up();
        realm.awaitThat("one", app -> app.waitsToRetry()
                && Duration.between(app.lastExitAt(), app.retryAt()).toMillis() > 700);
        Files.createFile(permit);
        App running = realm.await("one", "running");
        realm.watch("one", Duration.ofSeconds(2), app -> app.pids().equals(running.pids()));
        Files.delete(permit);
        Processes.kill(running.pid());
        App again = realm.awaitThat("one", app -> app.waitsToRetry() && app.json().at("lastExit.code") != null);
        assertThat(Duration.between(again.lastExitAt(), again.retryAt())).isLessThan(Duration.ofMillis(450));
        assertThat(again.state()).isEqualTo("backoff");
    }

    @Test
    @Alone("forks without a pause")
    void twoHundredLoopsDisturbNeitherTheGoodAppNorTheDoors() throws IOException {
        realm.drop("good", Worker.command());
        realm.up();
        App good = realm.await("good", "running");
        for (int i = 0; i < 200; i++) {
            realm.drop("loop" + i, Worker.command("--exit", "1"));
        }
        Until.holds("all loops tried", () -> realm.get("/v1/apps?limit=1000").list("apps").stream()
                .filter(app -> app.number("starts") >= 2).count() >= 200);
        int[] answers = {0};
        realm.watch("good", Duration.ofSeconds(5), app -> {
            answers[0]++;
            return Http.get(realm.socket("good"), "/pid").startsWith(good.pid() + "\n")
                    && app.state().equals("running") && app.restarts() == 0;
        });
        assertThat(answers[0]).isGreaterThan(100);
    }

    @Test
    @Alone("forks without a pause")
    void goodAppDroppedAmongLoopsStartsAtOnce() {
        for (int i = 0; i < 200; i++) {
            realm.drop("loop" + i, Worker.command("--exit", "1"));
        }
        realm.up();
        Until.holds("all loops tried", () -> realm.get("/v1/apps?limit=1000").list("apps").stream()
                .filter(app -> app.number("starts") >= 2).count() >= 200);
        realm.drop("good", Worker.command());
        realm.await("good", "running");
    }

    @Test
    void missingProgramIsNamedAndStartsOnceItAppears() throws IOException {
        Path late = realm.place().resolve("late-worker");
        realm.drop("one", late.toString(), "throttle = 20s", "throttle-max = 30s");
        realm.up();
        App waiting = realm.awaitThat("one", app -> app.state().equals("backoff") || app.state().equals("failed"));
        assertThat(waiting.reason()).contains("could not execute", late.toString(), "ENOENT");
        Files.copy(Worker.program(), late);
        // Well before the wait of 20 s and more is over: the program's appearance is what starts it.
        App running = realm.await("one", "running");
        assertThat(running.since()).isBefore(waiting.lastExitAt().plusSeconds(10));
    }

    @Test
    void programThatMayNotBeExecutedIsToldApartFromAMissingOne() throws IOException {
        Path plain = Files.createFile(realm.place().resolve("plain-file"));
        realm.drop("one", plain.toString());
        realm.up();
        App waiting = realm.awaitThat("one", app -> app.state().equals("backoff") || app.state().equals("failed"));
        assertThat(waiting.reason()).contains("could not execute", plain.toString(), "EACCES");
    }

    @Test
    void missingInterpreterIsNamed() throws IOException {
        Path script = realm.place().resolve("script");
        realm.put(script, "#!/usr/bin/no-such-interpreter\n");
        Files.setPosixFilePermissions(script, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        realm.drop("one", script.toString());
        realm.up();
        App waiting = realm.awaitThat("one", app -> app.state().equals("backoff") || app.state().equals("failed"));
        assertThat(waiting.reason()).contains("/usr/bin/no-such-interpreter", "ENOENT");
    }

    @Test
    void lastLinesOfAFailedStartAreInTheReason() {
        realm.drop("one", Worker.command("--write", "no database at 10.0.0.1", "--exit", "9"));
        realm.up();
        App waiting = realm.awaitThat("one", app -> app.state().equals("backoff") || app.state().equals("failed"));
        assertThat(waiting.reason()).contains("no database at 10.0.0.1").contains("9");
    }

    @Test
    void resetTriesAtOnceAndForgetsTheVerdict() throws IOException {
        Path permit = realm.place().resolve("permit");
        realm.drop("one", Worker.command("--exit-unless", permit.toString()),
                "throttle = 20s", "throttle-max = 30s", "failed-after = 1");
        realm.up();
        App failed = realm.await("one", "failed");
        Files.createFile(permit);
        assertThat(realm.verb("one", "reset?wait=10s").status()).isEqualTo(200);
        assertThat(realm.await("one", "running").since()).isBefore(failed.lastExitAt().plusSeconds(10));
    }

    @Test
    void editTriesAtOnce() {
        realm.drop("one", Worker.command("--exit", "1"), "throttle = 20s", "throttle-max = 30s");
        realm.up();
        App waiting = realm.awaitThat("one", App::waitsToRetry);
        realm.drop("one", Worker.command(), "throttle = 20s", "throttle-max = 30s");
        assertThat(realm.await("one", "running").since()).isBefore(waiting.lastExitAt().plusSeconds(10));
    }

    @Test
    void failedAppRefusesAtOnceAndItsPathStays() throws IOException {
        realm.drop("one", Worker.command("--exit", "1"), "throttle = 10s", "throttle-max = 30s", "failed-after = 1");
        realm.up();
        realm.await("one", "failed");
        Until.holds("refusal", () -> Connects.tryOne(realm.socket("one")) == Connects.Met.REFUSED);
        assertThat(realm.socket("one")).exists();
    }

    @Test
    void appInBackoffKeepsItsClientsWaiting() throws IOException {
        Path permit = realm.place().resolve("permit");
        realm.drop("one", Worker.command("--exit-unless", permit.toString()), "throttle = 700ms");
        realm.up();
        realm.awaitThat("one", app -> app.state().equals("backoff"));
        try (Http waiting = new Http(realm.socket("one"))) {
            waiting.send("GET /pid HTTP/1.1\r\nHost: x\r\n\r\n");
            Files.createFile(permit);
            assertThat(waiting.reply().status()).isEqualTo(200);
        }
    }
}
