package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events of a real daemon, at both doors and from the command line. */
@Timeout(120)
class EventsIT {
    @RegisterExtension
    final Realm realm = new Realm();

    @Test
    void crashLoopIsToldStepByStepInItsOrder() throws IOException {
        Path permit = realm.place().resolve("permit");
        realm.up();
        try (Follower follower = Follower.begun(realm.control(), "")) {
            Json snapshot = follower.next();
            assertThat(snapshot.text("event")).isEqualTo("snapshot");
            assertThat(snapshot.list("apps")).isEmpty();
            realm.drop("one", Worker.command("--write", "no database", "--exit-unless", permit.toString()),
                    "throttle = 50ms", "throttle-max = 100ms", "failed-after = 3");
            Json appeared = follower.next();
            assertThat(List.of(appeared.text("app"), appeared.text("event"))).containsExactly("one", "appeared");
            List<String> path = new ArrayList<>();
            String last = "idle";
            long sequence = Follower.sequence(appeared);
            while (!last.equals("running")) {
                Json event = follower.next();
                assertThat(Follower.sequence(event)).isGreaterThan(sequence);
                sequence = Follower.sequence(event);
                if (event.text("event").equals("state")) {
                    assertThat(event.text("from")).as("no step is left out").isEqualTo(last);
                    last = event.text("to");
                    path.add(last);
                }
                if (last.equals("failed") && !Files.exists(permit)) {
                    assertThat(event.text("reason")).contains("no database");
                    assertThat(event.text("cause")).isEqualTo("exited");
                    Files.createFile(permit);
                }
            }
            assertThat(path).startsWith("starting", "backoff", "starting", "backoff", "starting", "failed").endsWith("running");
            realm.remove("one");
            Json gone = follower.next();
            while (!gone.text("event").equals("gone")) {
                gone = follower.next();
            }
            assertThat(gone.text("app")).isEqualTo("one");
            assertThat(gone.at("to")).isNull();
        }
    }

    @Test
    void whoComesBackMissesNothingAndHearsNothingTwice() {
        realm.drop("one", Worker.command());
        realm.up();
        realm.await("one", "running");
        List<Long> whole = new ArrayList<>();
        List<Long> pieces = new ArrayList<>();
        long last = ((Number) realm.get("/v1/apps").at("sequence")).longValue();
        try (Follower steady = Follower.begun(realm.control(), "?after=" + last)) {
            for (int i = 0; i < 10; i++) {
                try (Follower returning = Follower.begun(realm.control(), "?after=" + last)) {
                    assertThat(realm.verb("one", i % 2 == 0 ? "stop?wait=10s" : "start?wait=10s").status()).isEqualTo(200);
                    Json first = returning.next();
                    pieces.add(Follower.sequence(first));
                    last = Follower.sequence(first);
                }
            }
            assertThat(realm.verb("one", "stop?wait=10s").status()).isEqualTo(200);
            long end = ((Number) realm.get("/v1/apps").at("sequence")).longValue();
            try (Follower returning = Follower.begun(realm.control(), "?after=" + last)) {
                readTo(end, returning, pieces);
            }
            readTo(end, steady, whole);
        }
        assertThat(pieces).isEqualTo(whole).doesNotHaveDuplicates().isSorted();
    }

    private void readTo(long end, Follower follower, List<Long> sequences) {
        long last = sequences.isEmpty() ? 0 : sequences.get(sequences.size() - 1);
        while (last < end) {
            last = Follower.sequence(follower.next());
            sequences.add(last);
        }
    }

    @Test
    void laterMasterNeverTakesAnEarlierOnesNumberForItsOwn() {
        realm.drop("one", Worker.command());
        realm.up();
        realm.await("one", "running");
        long before = ((Number) realm.get("/v1/apps").at("sequence")).longValue();
        assertThat(realm.daemon().stop()).isZero();
        realm.up();
        try (Follower follower = Follower.begun(realm.control(), "?after=" + before)) {
            assertThat(follower.next().text("event")).isEqualTo("snapshot");
        }
    }

    @Test
    void strangersAreToldCausesOnly() {
        realm.up();
        try (Follower stranger = Follower.begun(realm.query(), "")) {
            stranger.next();
            realm.drop("one", Worker.command("--write", "password is swordfish", "--exit", "3"), "failed-after = 2",
                    "throttle = 20ms");
            Json failed = stranger.nextTo("failed");
            assertThat(failed.text("reason")).isEqualTo("the app ended");
        }
    }

    @Test
    void twoHundredFollowersAndOneThatNeverReadsHoldNobodyUp() {
        realm.drop("one", Worker.command());
        realm.up();
        realm.await("one", "running");
        List<Follower> crowd = new ArrayList<>();
        try (Follower deaf = Follower.of(realm.control(), "")) {
            for (int i = 0; i < 200; i++) {
                crowd.add(Follower.begun(i % 2 == 0 ? realm.control() : realm.query(), ""));
            }
            crowd.forEach(Follower::next);
            for (int i = 0; i < 3; i++) {
                assertThat(realm.verb("one", "restart?wait=10s").status()).isEqualTo(200);
            }
            for (Follower follower : crowd) {
                for (int i = 0; i < 3; i++) {
                    assertThat(follower.nextTo("running").text("app")).isEqualTo("one");
                }
            }
            assertThat(realm.app("one").running()).isTrue();
            assertThat(deaf).isNotNull();
        } finally {
            crowd.forEach(Follower::close);
        }
    }

    @Test
    void commandPrintsALineAnEventAndEndsWithItsReader() {
        realm.drop("one", Worker.command("--exit", "4"), "throttle = 100ms", "throttle-max = 200ms");
        realm.up();
        Commands.Outcome outcome = Commands.run(Launch.ENVIRONMENT, "sh", "-c",
                Checkout.LAUNCHER + " events one --run-dir " + realm.run() + " | head -n 3");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.output().lines()).hasSize(3).allMatch(line -> line.matches("20[0-9-]+T[0-9:.]+Z  one  .*"));
        assertThat(outcome.errors()).doesNotContain("Exception");
        assertThat(Launch.command(realm, "events", "nobody").status()).isEqualTo(4);
        realm.daemon().stop();
        assertThat(Launch.command(realm, "events").status()).isEqualTo(6);
    }

    @Test
    void commandSaysSoWhenItsMasterEnds() throws IOException {
        realm.drop("one", Worker.command());
        realm.up();
        realm.await("one", "running");
        Path out = realm.place().resolve("events.out");
        ProcessBuilder builder = new ProcessBuilder(Checkout.LAUNCHER.toString(), "events", "--json", "--run-dir",
                realm.run().toString());
        builder.environment().putAll(Launch.ENVIRONMENT);
        Process process = builder.redirectOutput(out.toFile()).redirectError(realm.place().resolve("events.err").toFile())
                .start();
        try {
            Until.holds("a snapshot", () -> Files.size(out) > 0);
            realm.daemon().stop();
            Until.holds("its end", () -> !process.isAlive());
            assertThat(process.exitValue()).isEqualTo(6);
            List<String> lines = Files.readAllLines(out);
            assertThat(Json.parse(lines.get(0)).text("event")).isEqualTo("snapshot");
            assertThat(lines).anyMatch(line -> line.contains("\"to\":\"stopping\""));
        } finally {
            process.destroyForcibly();
        }
    }
}
