package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One generation after another on the same listeners, without a gap. */
@Timeout(120)
class RollingIT {
    private static final String ROOM = "listen = 4000";
    private static final Path EXCLUSIVE = Checkout.FIXTURES.resolve("apps/exclusive.py");

    @RegisterExtension
    final Realm realm = new Realm();

    private final Rolls one = new Rolls(realm, "one");

    /** Of the text that it answers; it finishes what it has begun when it is told to end. */
    private static String worker(String text, String... options) {
        String[] words = java.util.Arrays.copyOf(options, options.length + 4);
        System.arraycopy(new String[] {"--text", text, "--slow-term", "0"}, 0, words, options.length, 4);
        return Worker.command(words);
    }

    private App runs(String text, String... lines) {
        // Room for the clients in a hurry while a loaded machine lets the worker wait.
        String[] all = java.util.Arrays.copyOf(lines, lines.length + 1);
        all[lines.length] = ROOM;
        realm.drop("one", worker(text), all);
        realm.up();
        return one.settled(1);
    }

    @Test
    void oldWorkerServesUntilTheNewOneHasProvenItself() throws IOException {
        App before = runs("old");
        long inode = Listeners.at(realm.socket("one")).inode();
        try (ConnectLoop clients = new ConnectLoop(realm.socket("one"))) {
            realm.drop("one", worker("new", "--delay", "700"), ROOM);
            one.newcomers(before);
            App during = realm.awaitThat("one", app -> app.pids().size() == 2);
            assertThat(during.state()).isEqualTo("reloading");
            assertThat(during.readyPids()).isEqualTo(before.pids());
            assertThat(one.text()).isEqualTo("old");
            App after = one.replaced(before);
            assertThat(after.generation()).isEqualTo(before.generation() + 1);
            assertThat(after.faults()).isEmpty();
            assertThat(one.text()).isEqualTo("new");
            Rolls.assertAllConnected(clients);
        }
        assertThat(Listeners.at(realm.socket("one")).inode()).isEqualTo(inode);
    }

    @Test
    void allOfSeveralWorkersAreReplacedTogether() throws IOException {
        realm.drop("one", worker("old"), "processes = 3", ROOM);
        realm.up();
        App before = one.settled(3);
        try (ConnectLoop clients = new ConnectLoop(realm.socket("one"))) {
            one.touch();
            App after = one.replaced(before);
            assertThat(after.generation()).isEqualTo(before.generation() + 1);
            assertThat(new HashSet<>(after.pids())).hasSize(3);
            Rolls.assertAllConnected(clients);
        }
    }

    @Test
    void numberOfProcessesChangesInTheSameStepAsTheCommand() {
        realm.drop("one", worker("old"), "processes = 3");
        realm.up();
        App before = one.settled(3);
        realm.drop("one", worker("new"), "processes = 1");
        App after = realm.awaitThat("one", app -> app.generation() > before.generation()
                && app.state().equals("running") && app.pids().size() == 1);
        assertThat(after.pids()).doesNotContainAnyElementsOf(before.pids());
        assertThat(one.text()).isEqualTo("new");
    }

    @Test
    void twentyFiveTouchesInASecondEndInOneGenerationAndNoHerd() throws IOException {
        Path starts = realm.place().resolve("starts");
        realm.drop("one", worker("same", "--pid-file", starts.toString(), "--delay", "100"), "processes = 3");
        realm.up();
        App before = one.settled(3);
        long begun = System.nanoTime();
        for (int touch = 0; touch < 25; touch++) {
            one.touch();
            assertThat(realm.app("one").pids()).hasSizeLessThanOrEqualTo(9);
            LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
        }
        // A touch acts at most once a second, and on a busy machine these take longer than one.
        int most = 3 + (int) Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        realm.watch("one", Duration.ofSeconds(2), app -> app.running() && app.pids().size() <= 9);
        App after = one.replaced(before);
        assertThat(after.generation() - before.generation()).isBetween(1, most);
        Until.settled(Duration.ofMillis(1500), () -> realm.app("one").pids().equals(after.pids()));
        assertThat(Files.readAllLines(starts)).hasSizeLessThanOrEqualTo(3 + most * 3);
    }

    @Test
    void workerThatNeverWinsAConnectionFromTheOldOneTakesOverAllTheSame() {
        String command = Component.PYTHON.require() + " -I " + EXCLUSIVE + " ";
        for (String ready : List.of("accept", "http:/")) {
            realm.drop("one", command + "old", "ready = " + ready);
            if (realm.daemon() == null) {
                realm.up();
            }
            Until.holds("the old one answers", () -> one.text().equals("old") && one.settled(1) != null);
            App before = one.settled(1);
            realm.drop("one", command + "new", "ready = " + ready);
            one.replaced(before);
            assertThat(one.text()).isEqualTo("new");
        }
    }

    @Test
    void oldPathServesUntilTheNewGenerationHasTakenOverAndIsThenGone() throws IOException {
        Path old = realm.run().resolve("apps/one-old.sock");
        Path fresh = realm.run().resolve("apps/one-new.sock");
        realm.drop("one", worker("old"), "socket = " + old);
        realm.up();
        App before = one.settled(1);
        realm.drop("one", worker("new", "--delay", "700"), "socket = " + fresh);
        one.newcomers(before);
        assertThat(Http.get(old, "/")).contains("old");
        one.replaced(before);
        assertThat(Http.get(fresh, "/")).contains("new");
        Until.holds("the old path is gone", () -> !Files.exists(old));
        assertThat(Connects.tryOne(old)).isEqualTo(Connects.Met.MISSING);
    }

    @Test
    void secondSocketIsAddedWithoutAGapOnTheFirst() throws IOException {
        Path web = realm.run().resolve("apps/one-web.sock");
        App before = runs("old");
        try (ConnectLoop clients = new ConnectLoop(realm.socket("one"))) {
            realm.drop("one", worker("new", "--fd", "4"), "socket = " + realm.socket("one"), "socket = " + web,
                    "ready = spawn", ROOM);
            one.replaced(before);
            assertThat(Http.get(web, "/")).contains("new");
            Rolls.assertAllConnected(clients);
        }
    }

    @Test
    void listenersOwnKeysApplyToTheSameWorkerWithoutADrop() throws IOException {
        App before = runs("same", "chmod-socket = 660");
        long inode = Listeners.at(realm.socket("one")).inode();
        try (ConnectLoop clients = new ConnectLoop(realm.socket("one"))) {
            realm.drop("one", worker("same"), "listen = 3000", "chmod-socket = 640", "chown-socket = daemon:daemon");
            Until.holds("backlog, mode and owner", () -> Listeners.at(realm.socket("one")).backlog() == 3000
                    && Files.getOwner(realm.socket("one")).getName().equals("daemon")
                    && java.nio.file.attribute.PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(realm.socket("one"))).equals("rw-r-----"));
            one.unharmed(before, Duration.ofMillis(500));
            Rolls.assertAllConnected(clients);
        }
        assertThat(Listeners.at(realm.socket("one")).inode()).isEqualTo(inode);
    }

    @Test
    void reloadIsAnsweredWhenTheNewGenerationServes() throws IOException {
        App before = runs("same");
        try (ConnectLoop clients = new ConnectLoop(realm.socket("one"))) {
            Launch.command(realm, "reload", "one", "--wait", "20s").mustSucceed();
            App after = realm.app("one");
            assertThat(after.generation()).isEqualTo(before.generation() + 1);
            assertThat(after.readyPids()).doesNotContainAnyElementsOf(before.pids()).hasSize(1);
            Rolls.assertAllConnected(clients);
        }
    }

    @Test
    void restartEndsTheOldWorkerFirstAndTheQueueHoldsWhoComes() throws IOException {
        App before = runs("same");
        try (ConnectLoop clients = new ConnectLoop(realm.socket("one"))) {
            Launch.command(realm, "restart", "one", "--wait", "20s").mustSucceed();
            App after = realm.app("one");
            assertThat(after.pids()).doesNotContainAnyElementsOf(before.pids()).hasSize(1);
            assertThat(before.pids()).noneMatch(Processes::alive);
            Rolls.assertAllConnected(clients);
        }
    }

    @Test
    void editDuringARollIsTheOneThatCounts() throws IOException {
        App before = runs("old");
        try (ConnectLoop clients = new ConnectLoop(realm.socket("one"))) {
            realm.drop("one", worker("second", "--delay", "3000"), ROOM);
            List<Long> overtaken = one.newcomers(before);
            realm.drop("one", worker("third"), ROOM);
            App after = one.replaced(before);
            Until.holds("the third", () -> one.text().equals("third"));
            assertThat(after.pids()).doesNotContainAnyElementsOf(overtaken);
            Until.holds("the second has ended", () -> overtaken.stream().noneMatch(Processes::alive));
            Rolls.assertAllConnected(clients);
        }
    }

    @Test
    void stopDuringARollEndsBothGenerations() {
        App before = runs("old");
        realm.drop("one", worker("new", "--delay", "5000"));
        Set<Long> all = new HashSet<>(one.newcomers(before));
        all.addAll(before.pids());
        assertThat(realm.verb("one", "stop?wait=20s").status()).isEqualTo(200);
        assertThat(realm.app("one").state()).isEqualTo("stopped");
        assertThat(all).noneMatch(Processes::alive);
        assertThat(realm.verb("one", "start?wait=20s").status()).isEqualTo(200);
        assertThat(one.text()).isEqualTo("new");
    }

    @Test
    void removalDuringARollLeavesNeitherProcessNorPath() {
        App before = runs("old");
        realm.drop("one", worker("new", "--delay", "5000"));
        Set<Long> all = new HashSet<>(one.newcomers(before));
        all.addAll(before.pids());
        realm.remove("one");
        Until.holds("unknown", () -> !realm.knows("one"));
        assertThat(all).noneMatch(Processes::alive);
        assertThat(realm.socket("one")).doesNotExist();
    }

    @Test
    void oldWorkerThatIsKilledDuringARollCostsNobodyAConnect() throws IOException {
        App before = runs("old");
        realm.watch("one", Duration.ofMillis(1200), app -> app.pids().equals(before.pids()));
        try (ConnectLoop clients = new ConnectLoop(realm.socket("one"))) {
            realm.drop("one", worker("new", "--delay", "1500"), ROOM);
            one.newcomers(before);
            Processes.kill(before.pid());
            App after = realm.awaitThat("one", app -> app.state().equals("running") && app.pids().size() == 1
                    && app.generation() > before.generation());
            assertThat(one.text()).isEqualTo("new");
            assertThat(after.readyPids()).hasSize(1);
            Rolls.assertAllConnected(clients);
        }
    }

    @Test
    void bothGenerationsAreUnderTheSameRoofWhenTheDaemonEnds() {
        App before = runs("old");
        realm.drop("one", worker("new", "--delay", "5000"));
        Set<Long> all = new HashSet<>(one.newcomers(before));
        all.addAll(before.pids());
        realm.daemon().stop();
        assertThat(Collections.unmodifiableSet(all)).noneMatch(Processes::alive);
        assertThat(realm.socket("one")).doesNotExist();
    }
}
