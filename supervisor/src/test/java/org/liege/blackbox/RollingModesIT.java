package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reloads of other kinds, slow farewells, and a master that is killed while two generations live. */
@Timeout(120)
class RollingModesIT {
    private static final String ROOM = "listen = 4000";

    @RegisterExtension
    final Realm realm = new Realm();

    private final Rolls one = new Rolls(realm, "one");

    private App runs(String command, String... lines) {
        realm.drop("one", command, lines);
        realm.up();
        return one.settled(1);
    }

    private static String worker(String text, String... options) {
        String[] words = java.util.Arrays.copyOf(options, options.length + 4);
        System.arraycopy(new String[] {"--text", text, "--slow-term", "0"}, 0, words, options.length, 4);
        return Worker.command(words);
    }

    @Test
    void reloadByRestartEndsTheOldWorkerBeforeTheNewOneStarts() throws IOException {
        Path starts = realm.place().resolve("starts");
        App before = runs(worker("old", "--pid-file", starts.toString()), "reload = restart", ROOM);
        try (ConnectLoop clients = new ConnectLoop(realm.socket("one"))) {
            one.touch();
            Until.holds("the next one has started", () -> Files.readAllLines(starts).size() == 2);
            assertThat(Processes.alive(before.pid())).isFalse();
            one.replaced(before);
            Rolls.assertAllConnected(clients);
        }
    }

    @Test
    void reloadBySignalKeepsTheMasterOfGunicornAndReplacesItsWorkers() throws IOException {
        Files.copy(Checkout.FIXTURES.resolve("apps/shop.py"), realm.place().resolve("shop.py"));
        String command = Component.GUNICORN.require() + " --chdir " + realm.place() + " --workers 1 shop:app";
        App before = runs(command, "reload = signal:HUP", "ready = accept");
        String worker = Http.get(realm.socket("one"), "/").lines().findFirst().orElseThrow();
        one.touch();
        Until.holds("another worker answers", () -> !Http.get(realm.socket("one"), "/").startsWith(worker));
        App after = realm.app("one");
        assertThat(after.pids()).isEqualTo(before.pids());
        assertThat(after.generation()).isEqualTo(before.generation());
        realm.drop("one", command, "reload = signal:HUP", "ready = accept", "env = TEXT=edited");
        one.replaced(before);
        assertThat(one.text()).as("what no signal can bring about is rolled").isEqualTo("edited");
    }

    @Test
    void requestThatTheOldWorkerHasBegunIsFinished() throws IOException {
        App before = runs(worker("old", "--work", "2500"), "ready = accept", "stop-timeout = 20s");
        try (Http slow = new Http(realm.socket("one"))) {
            slow.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            realm.drop("one", worker("new"), "ready = accept", "stop-timeout = 20s");
            App after = realm.awaitThat("one", app -> app.generation() > before.generation());
            assertThat(after.state()).isEqualTo("running");
            assertThat(slow.reply().body()).startsWith(before.pid() + "\nold");
        }
        Until.holds("it has ended", () -> !Processes.alive(before.pid()));
        assertThat(one.text()).isEqualTo("new");
    }

    @Test
    void oldWorkerThatDoesNotEndIsKilledWhenItsTimeIsOver() {
        App before = runs(Worker.command("--text", "old", "--ignore-term"), "stop-timeout = 1s");
        realm.drop("one", worker("new"), "stop-timeout = 1s");
        App after = one.replaced(before);
        assertThat(after.state()).isEqualTo("running");
        assertThat(after.faults()).isEmpty();
    }

    @Test
    void workerThatRemovesItsSocketsFileAtItsEndTakesNothingFromItsSuccessor() throws IOException {
        String command = "/bin/sh -c \"trap 'rm -f " + realm.socket("one") + "; exit' TERM; "
                + Worker.program() + " & wait\"";
        App before = runs(command, "ready = accept", ROOM);
        long inode = Listeners.at(realm.socket("one")).inode();
        realm.drop("one", worker("new"), "ready = accept", ROOM);
        one.replaced(before);
        Until.holds("the path is back", () -> Connects.tryOne(realm.socket("one")) == Connects.Met.CONNECTED);
        assertThat(Listeners.at(realm.socket("one")).inode()).isEqualTo(inode);
        Until.holds("the new one answers", () -> one.text().equals("new"));
    }

    @Test
    void masterThatIsKilledDuringARollIsFollowedByOneThatFinishesIt() throws IOException {
        App before = runs(worker("old"), ROOM);
        realm.watch("one", Duration.ofMillis(1200), app -> app.pids().equals(before.pids()));
        try (ConnectLoop clients = new ConnectLoop(realm.socket("one"))) {
            realm.drop("one", worker("new", "--delay", "1500"), ROOM);
            Set<Long> both = new HashSet<>(one.newcomers(before));
            both.addAll(before.pids());
            assertThat(both).hasSize(2);
            realm.daemon().kill();
            assertThat(both).allMatch(Processes::alive);
            realm.up();
            App after = one.replaced(before);
            assertThat(after.pids()).hasSize(1);
            assertThat(one.text()).isEqualTo("new");
            Until.settled(Duration.ofMillis(1500), () -> realm.app("one").pids().equals(after.pids()));
            Rolls.assertAllConnected(clients);
        }
    }

    @Test
    void masterThatIsKilledWhileTheOldWorkerEndsIsFollowedByOneThatSeesItOut() throws IOException {
        App before = runs(Worker.command("--text", "old", "--slow-term", "3000"), ROOM, "stop-timeout = 20s");
        try (ConnectLoop clients = new ConnectLoop(realm.socket("one"))) {
            realm.drop("one", worker("new"), ROOM, "stop-timeout = 20s");
            App after = realm.awaitThat("one", app -> app.generation() > before.generation());
            List<Long> fresh = after.pids().stream().filter(pid -> !before.pids().contains(pid)).toList();
            realm.daemon().kill();
            realm.up();
            Until.holds("the old one has ended", () -> !Processes.alive(before.pid()));
            App last = realm.awaitThat("one", app -> app.state().equals("running") && app.pids().equals(fresh));
            assertThat(last.generation()).isEqualTo(after.generation());
            Rolls.assertAllConnected(clients);
        }
    }
}
