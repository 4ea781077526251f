package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** New versions that don't work: the old one serves on, the state says so, and a mended file rolls through. */
@Timeout(120)
class RollingBadDeployIT {
    /** For the clients in a hurry while a loaded machine lets the worker wait. */
    private static final String ROOM = "listen = 4000";

    @RegisterExtension
    final Realm realm = new Realm();

    private final Rolls one = new Rolls(realm, "one");
    private ConnectLoop clients;

    @AfterEach
    void endClients() {
        if (clients != null) {
            clients.close();
        }
    }

    /** Serves "old" to a steady stream of clients; then the file becomes the bad one. */
    private App deploy(String command, String... lines) {
        realm.drop("one", Worker.command("--text", "old", "--slow-term", "0"), "ready = accept", ROOM);
        realm.up();
        App before = one.settled(1);
        clients = new ConnectLoop(realm.socket("one"));
        String[] all = java.util.Arrays.copyOf(lines, lines.length + 1);
        all[lines.length] = ROOM;
        realm.drop("one", command, all);
        return before;
    }

    /** What went wrong is told, the old worker serves on for a while, and a good file ends it all. */
    private void survives(App before, String complaint) throws IOException {
        App told = realm.awaitThat("one", app -> app.reason().contains(complaint));
        assertThat(told.reason()).contains("serves on");
        assertThat(told.faults()).singleElement().asString().contains(complaint).contains(realm.file("one").toString());
        one.unharmed(before, Duration.ofSeconds(2));
        // One that accepts is given its share, also while it is not ready.
        Until.holds("the old one answers", () -> one.text().equals("old"));
        realm.drop("one", Worker.command("--text", "mended", "--slow-term", "0"), ROOM);
        App after = one.replaced(before);
        assertThat(after.faults()).isEmpty();
        assertThat(one.text()).isEqualTo("mended");
        Rolls.assertAllConnected(clients);
    }

    @Test
    void codeThatExitsAtOnce() throws IOException {
        survives(deploy(Worker.command("--exit", "3")), "exited with code 3");
    }

    @Test
    void codeThatIsNeverReady() throws IOException {
        survives(deploy(Worker.command("--block"), "start-timeout = 700ms"), "not ready within 700 ms");
    }

    @Test
    void codeThatIsReadyAndThenDies() throws IOException {
        survives(deploy(Worker.command("--exit-after", "400", "1"), "ready = spawn"), "exited with code 1");
    }

    @Test
    void codeThatAnswersWithAnError() throws IOException {
        survives(deploy(Worker.command("--health", "500"), "ready = http:/health", "start-timeout = 1s"),
                "not ready within 1 s");
    }

    @Test
    void programThatIsMissing() throws IOException {
        survives(deploy("/no/such/program"), "/no/such/program");
    }

    @Test
    void oneBadWorkerOfThreeIsEnough() throws IOException {
        Path only = realm.place().resolve("only");
        String good = Worker.command("--text", "old", "--slow-term", "0");
        realm.drop("one", good, "processes = 3");
        realm.up();
        App before = one.settled(3);
        // The first to make the directory lives, the others exit.
        realm.drop("one", "/bin/sh -c \"mkdir " + only + " || exit 3; exec " + Worker.program() + " --text new\"",
                "processes = 3");
        App told = realm.awaitThat("one", app -> app.reason().contains("exited with code 3"));
        assertThat(told.running()).isTrue();
        one.unharmed(before, Duration.ofSeconds(1));
        Until.holds("what was good of the new generation is gone", () -> realm.app("one").pids().size() <= 6);
    }

    @Test
    void badVersionIsTriedAgainEverMoreSeldom() throws IOException {
        Path starts = realm.place().resolve("starts");
        App before = deploy(Worker.command("--pid-file", starts.toString(), "--exit", "3"), "throttle = 200ms");
        Until.holds("three tries", () -> Files.exists(starts) && Files.readAllLines(starts).size() >= 3);
        one.unharmed(before, Duration.ofSeconds(4));
        assertThat(Files.readAllLines(starts)).hasSizeLessThan(10);
        Rolls.assertAllConnected(clients);
    }

    @Test
    void versionThatWasBroughtToWorkFromOutsideTakesOverByItself() throws IOException {
        Path needed = realm.place().resolve("needed");
        App before = deploy(Worker.command("--exit-unless", needed.toString(), "--text", "new", "--slow-term", "0"));
        realm.awaitThat("one", app -> app.reason().contains("exited with code 3"));
        Files.createFile(needed);
        App after = one.replaced(before);
        assertThat(after.faults()).isEmpty();
        assertThat(one.text()).isEqualTo("new");
        Rolls.assertAllConnected(clients);
    }

    @Test
    void returnToTheOldFileEndsTheTrying() throws IOException {
        App before = deploy(Worker.command("--exit", "3"));
        realm.awaitThat("one", app -> app.reason().contains("exited with code 3"));
        realm.drop("one", Worker.command("--text", "old", "--slow-term", "0"), "ready = accept", ROOM);
        App after = realm.awaitThat("one", app -> app.faults().isEmpty() && app.state().equals("running")
                && app.pids().size() == 1);
        assertThat(after.running()).isTrue();
        assertThat(after.generation()).isGreaterThanOrEqualTo(before.generation());
        assertThat(one.text()).isEqualTo("old");
        Rolls.assertAllConnected(clients);
    }

    @Test
    void oldWorkerThatDiesMeanwhileIsReplacedByItsOwnVersion() throws IOException {
        App before = deploy(Worker.command("--exit", "3"), "throttle = 10s");
        realm.awaitThat("one", app -> app.reason().contains("exited with code 3"));
        Processes.kill(before.pid());
        App again = realm.awaitThat("one", app -> app.running() && !app.readyPids().contains(before.pid()));
        assertThat(again.generation()).isEqualTo(before.generation());
        assertThat(one.text()).isEqualTo("old");
        Rolls.assertAllConnected(clients);
    }
}
