package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The master is killed, and another one takes over: what goes on, and what is known of what was before. */
@Timeout(120)
class AdoptionIT {
    @RegisterExtension
    final Realm realm = new Realm();

    private void killAndUp(String... options) {
        realm.daemon().kill();
        realm.up(options);
    }

    /** What the loop knows, the ledger has a moment later. */
    private void awaitWritten(String name, App app) {
        Until.holds("written", () -> LedgerFile.of(realm, name).json().list("workers").stream()
                .allMatch(worker -> app.pids().contains((long) worker.number("pid")) && worker.flag("ready")));
    }

    private void assertAdopted(App before, App after) {
        assertThat(after.pids()).isEqualTo(before.pids());
        assertThat(after.json().list("workers")).allSatisfy(worker -> assertThat(worker.flag("adopted")).isTrue());
        assertThat(after.state()).isEqualTo("running");
    }

    @Test
    void fiveKillsOfTheMasterUnderLoadCostNoRequestAndNoWorker() {
        realm.drop("shop", Worker.command(), "processes = 3");
        realm.up();
        App before = realm.awaitThat("shop", app -> app.readyPids().size() == 3);
        long inode = Listeners.at(realm.socket("shop")).inode();
        try (SocketLoad load = new SocketLoad(realm.socket("shop"))) {
            for (int kill = 1; kill <= 5; kill++) {
                long answered = load.answered();
                Until.holds("some answers", () -> load.answered() > answered + 300);
                killAndUp();
                assertAdopted(before, realm.await("shop", "running"));
            }
            long answered = load.answered();
            Until.holds("some answers more", () -> load.answered() > answered + 300);
            assertThat(load.rate()).as("requests a second").isGreaterThanOrEqualTo(500);
            assertThat(load.end()).isEmpty();
        }
        assertThat(Listeners.at(realm.socket("shop")).inode()).isEqualTo(inode);
        App after = realm.app("shop");
        assertThat(after.starts()).isEqualTo(before.starts());
        assertThat(after.restarts()).isZero();
        assertThat(after.generation()).isEqualTo(before.generation());
        assertThat(realm.get("/healthz").text("complaints")).isEqualTo("[]");
    }

    @Test
    void adoptedWorkersEndIsNoticedAndItIsReplacedOnTheSameSocket() throws IOException {
        realm.drop("one", Worker.command());
        realm.up();
        App before = realm.await("one", "running");
        killAndUp();
        try (ConnectLoop loop = new ConnectLoop(realm.socket("one"))) {
            Until.holds("some connects", () -> loop.total() > 20);
            Processes.kill(before.pid());
            App after = realm.awaitThat("one", app -> app.running() && !app.pids().contains(before.pid()));
            assertThat(after.restarts()).isEqualTo(1);
            assertThat(after.generation()).isEqualTo(before.generation() + 1);
            assertThat(after.json().number("lastExit.pid")).isEqualTo((int) before.pid());
            assertThat(after.json().list("workers").get(0).flag("adopted")).isFalse();
            assertThat(loop.end()).doesNotContainKeys(Connects.Met.REFUSED, Connects.Met.MISSING, Connects.Met.DENIED);
        }
        assertThat(Processes.descriptors(realm.app("one").pid())).hasSize(4);
    }

    @Test
    void secondSuccessorAdoptsBothWhatWasAdoptedAndWhatWasStarted() {
        realm.drop("old", Worker.command());
        realm.up();
        App old = realm.await("old", "running");
        killAndUp();
        realm.drop("young", Worker.command());
        App young = realm.await("young", "running");
        killAndUp();
        assertAdopted(old, realm.await("old", "running"));
        assertAdopted(young, realm.await("young", "running"));
    }

    @Test
    void countersAndTheLastExitSurvive() {
        realm.drop("one", Worker.command());
        realm.up();
        long first = realm.await("one", "running").pid();
        Processes.kill(first);
        App before = realm.awaitThat("one", app -> app.restarts() == 1 && app.running());
        killAndUp();
        App after = realm.await("one", "running");
        assertAdopted(before, after);
        assertThat(after.starts()).isEqualTo(2);
        assertThat(after.restarts()).isEqualTo(1);
        assertThat(after.generation()).isEqualTo(before.generation());
        assertThat(after.json().number("lastExit.pid")).isEqualTo((int) first);
        assertThat(after.json().text("lastExit.signal")).isEqualTo("KILL");
    }

    @Test
    void backoffAndVerdictAreNoFresherAfterAKill() {
        realm.drop("loop", Worker.command("--exit", "1"), "throttle = 20s", "throttle-max = 60s", "failed-after = 3");
        realm.drop("failed", Worker.command("--exit", "1"), "throttle = 60s", "throttle-max = 60s", "failed-after = 1");
        realm.up();
        App loop = realm.awaitThat("loop", app -> app.state().equals("backoff"));
        App failed = realm.awaitThat("failed", app -> app.state().equals("failed"));
        // What the loop knows, the ledger has a moment later.
        Until.holds("both written", () -> Stream.of("loop", "failed")
                .allMatch(name -> LedgerFile.of(realm, name).json().at("setback.retryAt") != null));
        killAndUp();
        App loopAfter = realm.await("loop", "backoff");
        assertThat(loopAfter.starts()).isEqualTo(loop.starts());
        assertThat(loopAfter.retryAt()).isEqualTo(loop.retryAt());
        App failedAfter = realm.await("failed", "failed");
        assertThat(failedAfter.starts()).isEqualTo(failed.starts());
        assertThat(failedAfter.retryAt()).isEqualTo(failed.retryAt());
    }

    @Test
    void killDuringAStartFindsTheSameWorkerAndWaitsForItToBeReady() {
        realm.drop("slow", Worker.command("--delay", "1500"));
        realm.drop("telling", Worker.command("--notify-after", "2000"), "ready = notify");
        realm.up();
        App slow = realm.awaitThat("slow", app -> app.pids().size() == 1);
        App telling = realm.awaitThat("telling", app -> app.pids().size() == 1);
        killAndUp();
        assertAdopted(slow, realm.await("slow", "running"));
        assertAdopted(telling, realm.await("telling", "running"));
        assertThat(realm.app("slow").starts()).isEqualTo(1);
    }

    @Test
    void readinessThatWasToldToNobodyIsSeenAllTheSame() {
        realm.drop("one", Worker.command("--notify-after", "700"), "ready = notify", "start-timeout = 20s");
        realm.up();
        App before = realm.awaitThat("one", app -> app.pids().size() == 1);
        realm.daemon().kill();
        // The message goes out while no master lives; that the time has passed, another process tells.
        Commands.run("sleep", "1").mustSucceed();
        realm.up();
        assertAdopted(before, realm.await("one", "running"));
    }

    @Test
    void killDuringAStopEndsTheWorkerAllTheSame() {
        realm.drop("one", Worker.command("--slow-term", "1500"), "stop-timeout = 10s");
        realm.up();
        long pid = realm.await("one", "running").pid();
        assertThat(realm.verb("one", "stop").status()).isEqualTo(202);
        realm.awaitThat("one", app -> app.state().equals("stopping"));
        Until.holds("the stop is written", () -> Files.exists(realm.run().resolve("ledger").resolve("stops")));
        killAndUp();
        App stopped = realm.await("one", "stopped");
        assertThat(stopped.json().flag("stoppedByOperator")).isTrue();
        assertThat(Processes.alive(pid)).isFalse();
        assertThat(stopped.starts()).isEqualTo(1);
    }

    @Test
    void workerThatDiedWithoutAMasterIsReplacedAndItsChildrenAreSwept() {
        realm.drop("one", Worker.command("--child"));
        realm.up();
        App before = realm.await("one", "running");
        Until.holds("the child", () -> Processes.ofSession(before.pid()).size() == 2);
        awaitWritten("one", before);
        realm.daemon().kill();
        Processes.kill(before.pid());
        Until.holds("gone", () -> !Processes.alive(before.pid()));
        realm.up();
        App after = realm.awaitThat("one", app -> app.running() && !app.pids().contains(before.pid()));
        assertThat(after.restarts()).isEqualTo(1);
        Until.holds("no child left", () -> Processes.ofSession(before.pid()).isEmpty());
    }

    @Test
    void pathThatWasUnlinkedMeanwhileLeadsToTheSameListenerAgain() throws IOException {
        realm.drop("one", Worker.command());
        realm.up();
        App before = realm.await("one", "running");
        realm.daemon().kill();
        Files.delete(realm.socket("one"));
        realm.up();
        assertAdopted(before, realm.await("one", "running"));
        assertThat(Http.get(realm.socket("one"), "/pid")).contains(Long.toString(before.pid()));
    }

    @Test
    void stoppedAndFailedAppsRefuseAndDemandedOnesAreHeldAgain() throws IOException {
        realm.drop("stopped", Worker.command());
        realm.drop("other", Worker.command());
        realm.up();
        realm.await("stopped", "running");
        realm.verb("stopped", "stop?wait=10s");
        realm.await("other", "running");
        realm.daemon().kill();
        realm.up();
        realm.await("stopped", "stopped");
        assertThat(Connects.tryOne(realm.socket("stopped"))).isEqualTo(Connects.Met.REFUSED);
        assertThat(realm.verb("stopped", "start?wait=10s").status()).isEqualTo(200);
        assertThat(Connects.tryOne(realm.socket("stopped"))).isEqualTo(Connects.Met.CONNECTED);
    }

    /** Whatever moment is hit: a spawn announced or not, known or not, ready or not. */
    @Test
    void killsAtRandomMomentsOfABootLeaveOneWorkerForEachSlot() {
        Random random = new Random(42);
        for (int i = 0; i < 12; i++) {
            realm.drop("app" + i, Worker.command("--delay", "30"), "processes = 2");
        }
        realm.up("--max-starting", "2");
        for (int kill = 0; kill < 8; kill++) {
            int started = random.nextInt(1 + 3 * kill);
            Until.holds("some started", () -> realm.apps().stream().mapToInt(App::starts).sum() >= Math.min(12, started));
            realm.daemon().kill();
            realm.up("--max-starting", "2");
        }
        for (int i = 0; i < 12; i++) {
            realm.awaitThat("app" + i, app -> app.readyPids().size() == 2 && app.state().equals("running"));
        }
        List<Long> pids = new ArrayList<>();
        realm.apps().forEach(app -> pids.addAll(app.pids()));
        assertThat(new TreeSet<>(pids)).hasSize(24);
        List<Long> workers = Processes.within(Worker.program()).stream().filter(pid -> pid != realm.daemon().pid()).toList();
        assertThat(workers.stream().filter(pid -> Processes.descriptors(pid).values().stream()
                .anyMatch(target -> target.startsWith(realm.log().toString())))).containsExactlyInAnyOrderElementsOf(pids);
    }

    @Test
    void ordinaryEndOfTheMasterLeavesNoWorkerAndNothingToAdopt() throws IOException {
        realm.drop("one", Worker.command());
        realm.drop("two", Worker.command());
        realm.up();
        realm.await("one", "running");
        realm.await("two", "running");
        killAndUp();
        realm.await("two", "running");
        assertThat(realm.daemon().stop()).isZero();
        assertThat(Processes.within(realm.place())).isEmpty();
        try (Stream<java.nio.file.Path> left = Files.list(realm.run().resolve("ledger"))) {
            assertThat(left.filter(file -> file.toString().endsWith(".vassal"))).isEmpty();
        }
        realm.up();
        assertThat(realm.await("one", "running").starts()).isEqualTo(1);
    }

    @Test
    void secondMasterTouchesNeitherLedgerNorSockets() throws IOException {
        realm.drop("one", Worker.command());
        realm.up();
        App before = realm.await("one", "running");
        awaitWritten("one", before);
        String ledger = Files.readString(LedgerFile.of(realm, "one").path());
        Object socket = Files.getAttribute(realm.socket("one"), "unix:ino");
        Daemon second = realm.launch(List.of(), Map.of());
        assertThat(second.exitStatus()).isEqualTo(1);
        assertThat(Files.readString(LedgerFile.of(realm, "one").path())).isEqualTo(ledger);
        assertThat(Files.getAttribute(realm.socket("one"), "unix:ino")).isEqualTo(socket);
        assertThat(Files.list(realm.run().resolve("spares"))).hasSize(1);
        assertThat(Files.list(realm.run().resolve("notify").resolve("one"))).hasSize(1);
        realm.watch("one", Duration.ofMillis(500), app -> app.pids().equals(before.pids()) && app.running());
    }
}
