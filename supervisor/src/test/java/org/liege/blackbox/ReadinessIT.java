package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When an app counts as running, and what happens to one that never does. */
@Timeout(120)
class ReadinessIT {
    @RegisterExtension
    final Realm realm = new Realm();

    /** From the worker's start to the moment at which the state became running, by the daemon's own account. */
    private static Duration startup(App running) {
        Instant spawned = Instant.parse(running.json().list("workers").get(0).text("since"));
        return Duration.between(spawned, Instant.parse(running.json().text("since")));
    }

    @Test
    void appThatAcceptsLateIsStartingUntilItDoes() {
        realm.drop("late", Worker.command("--delay", "800"));
        realm.up();
        App starting = realm.awaitThat("late", app -> !app.pids().isEmpty());
        assertThat(starting.state()).isEqualTo("starting");
        assertThat(starting.running()).isFalse();
        assertThat(startup(realm.await("late", "running"))).isGreaterThanOrEqualTo(Duration.ofMillis(600));
    }

    @Test
    void httpReadinessWaitsForAnAnswer() {
        realm.drop("good", Worker.command("--delay", "500", "--health", "204"), "ready = http:/health");
        realm.drop("exact", Worker.command("--health", "404"), "ready = http:/health=404");
        realm.drop("bad", Worker.command("--health", "500"), "ready = http:/health", "start-timeout = 700ms");
        realm.up();
        realm.await("good", "running");
        realm.await("exact", "running");
        App bad = realm.awaitThat("bad", app -> app.json().at("lastExit") != null);
        assertThat(bad.running()).isFalse();
        assertThat(bad.readyPids()).isEmpty();
    }

    @Test
    void notifyReadinessWaitsForTheMessage() {
        realm.drop("told", Worker.command("--notify-after", "600"), "ready = notify");
        realm.drop("mute", Worker.command(), "ready = notify", "start-timeout = 20s");
        realm.up();
        assertThat(startup(realm.await("told", "running"))).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        assertThat(realm.app("mute").state()).isEqualTo("starting");
    }

    @Test
    void messageCountsEvenWhereAnotherWayIsDecreed() {
        realm.drop("early", Worker.command("--notify-after", "0"), "ready = http:/no-such-thing=999",
                "start-timeout = 20s");
        realm.up();
        App app = realm.awaitThat("early", a -> a.state().equals("running") || a.state().equals("invalid"));
        assertThat(app.faults()).as("999 is no HTTP status").isNotEmpty();
        realm.drop("early", Worker.command("--notify-after", "0"), "ready = http:/health=418", "start-timeout = 20s");
        realm.await("early", "running");
    }

    @Test
    void messageOfAStrangerCountsForNothing() throws Exception {
        realm.drop("mute", Worker.command(), "ready = notify", "start-timeout = 20s");
        realm.up();
        realm.awaitThat("mute", app -> app.pids().size() == 1);
        String address = Files.readString(Path.of("/proc/" + realm.app("mute").pid() + "/environ"))
                .split("NOTIFY_SOCKET=")[1].split("\0")[0];
        String python = Component.PYTHON.require().toString();
        // One of the worker's own uid but not of its tree; and one of another uid, whom the socket itself may refuse.
        Process same = new ProcessBuilder(python, "-c", STRANGER, address).start();
        Process other = new ProcessBuilder(Component.SETPRIV.require().toString(), "--reuid=nobody", "--regid=nogroup",
                "--clear-groups", python, "-c", STRANGER, address).start();
        try {
            assertThat(same.inputReader().readLine()).isEqualTo("done");
            assertThat(other.inputReader().readLine()).isEqualTo("done");
            realm.watch("mute", Duration.ofMillis(500), app -> app.state().equals("starting"));
        } finally {
            same.destroy();
            other.destroy();
        }
    }

    /** Says that it is ready, and stays: whose message it was can be told only of a process that still lives. */
    private static final String STRANGER = """
            import socket, sys
            try:
                socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"READY=1", sys.argv[1])
            except PermissionError:
                pass
            print("done", flush=True)
            sys.stdin.read()
            """;

    @Test
    void spawnReadinessNeedsNothingOfTheWorker() {
        realm.drop("blocked", Worker.command("--block"), "ready = spawn");
        realm.up();
        realm.await("blocked", "running");
    }

    @Test
    void spawnReadinessIsNotGrantedToAProgramThatIsMissing() {
        realm.drop("missing", "/no/such/program", "ready = spawn");
        realm.up();
        App app = realm.awaitThat("missing", a -> a.json().at("lastExit") != null || a.state().equals("backoff"));
        assertThat(app.running()).isFalse();
        assertThat(app.reason()).contains("/no/such/program");
    }

    @Test
    void readyDelayIsAddedToTheCondition() {
        realm.drop("slow", Worker.command(), "ready = spawn", "ready-delay = 700ms");
        realm.up();
        assertThat(startup(realm.await("slow", "running"))).isGreaterThanOrEqualTo(Duration.ofMillis(690));
    }

    @Test
    void workerThatIsNeverReadyIsKilledAndTheStateSaysSo() {
        realm.drop("never", Worker.command("--block", "--ignore-term"), "start-timeout = 500ms", "stop-timeout = 200ms",
                "throttle = 10s", "throttle-max = 30s");
        realm.up();
        long pid = realm.awaitThat("never", app -> app.pids().size() == 1).pid();
        App given = realm.awaitThat("never", app -> app.state().equals("backoff"));
        assertThat(given.reason()).contains("500 ms");
        assertThat(Processes.ofSession(pid)).isEmpty();
    }

    @Test
    void programThatAnUnprivilegedDaemonMayRunButNotReadGetsReadyAllTheSame() throws Exception {
        // Such a process isn't dumpable, so nobody but root sees whose connection a probe has become (proc(5)).
        Path program = Files.copy(Worker.program(), realm.place().resolve("worker"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx--x--x"));
        for (Path own : List.of(realm.place(), realm.vassals())) {
            Commands.run("chown", "40419:40419", own.toString()).mustSucceed();
        }
        realm.drop("one", program.toString());
        realm.up(List.of(Component.SETPRIV.require().toString(), "--reuid=40419", "--regid=40419", "--clear-groups"),
                Map.of("HOME", realm.place().toString()));
        realm.await("one", "running");
    }

    @Test
    void processesShareOneSocketAndAreAllCounted() {
        realm.drop("many", Worker.command(), "processes = 4");
        realm.up();
        App app = realm.awaitThat("many", a -> a.readyPids().size() == 4);
        assertThat(app.state()).isEqualTo("running");
        assertThat(new java.util.HashSet<>(app.pids())).hasSize(4);
        assertThat(app.json().list("sockets")).hasSize(1);
    }

    @Test
    void editedNumberOfProcessesIsReached() {
        realm.drop("many", Worker.command(), "processes = 2");
        realm.up();
        realm.awaitThat("many", a -> a.readyPids().size() == 2);
        realm.drop("many", Worker.command(), "processes = 4");
        realm.awaitThat("many", a -> a.readyPids().size() == 4 && a.pids().size() == 4);
        realm.drop("many", Worker.command(), "processes = 1");
        realm.awaitThat("many", a -> a.readyPids().size() == 1 && a.pids().size() == 1);
    }

    @Test
    void priorityOrdersTheStartsWhereTheGateIsNarrow() throws Exception {
        Path order = realm.place().resolve("order");
        for (int priority : List.of(3, 1, 2, 0)) {
            realm.drop("app" + priority, Worker.command("--pid-file", order.toString(), "--delay", "100"),
                    "priority = " + priority);
        }
        realm.up("--max-starting", "1");
        for (int priority = 0; priority < 4; priority++) {
            realm.await("app" + priority, "running");
        }
        List<String> pids = Files.readAllLines(order);
        assertThat(pids).containsExactly(
                Long.toString(realm.app("app0").pid()), Long.toString(realm.app("app1").pid()),
                Long.toString(realm.app("app2").pid()), Long.toString(realm.app("app3").pid()));
    }

    @Test
    void editStartsANewGenerationOnTheSameSocket() {
        realm.drop("one", Worker.command("--text", "old"));
        realm.up();
        App old = realm.await("one", "running");
        long inode = Listeners.at(realm.socket("one")).inode();
        realm.drop("one", Worker.command("--text", "new"));
        App edited = realm.awaitThat("one", app -> app.generation() > old.generation() && app.running()
                && !app.pids().contains(old.pid()));
        assertThat(edited.generation()).isEqualTo(old.generation() + 1);
        assertThat(Http.get(realm.socket("one"), "/")).contains("new");
        assertThat(Listeners.at(realm.socket("one")).inode()).isEqualTo(inode);
        Until.holds("the old worker has ended", () -> !Processes.alive(old.pid()));
    }
}
