package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A ledger that lies, or is lost: strangers are left alone, and who serves is found all the same. */
@Timeout(120)
class AdoptionLedgerIT {
    @RegisterExtension
    final Realm realm = new Realm();

    private final List<Process> strangers = new ArrayList<>();

    @AfterEach
    void endStrangers() {
        strangers.forEach(Process::destroyForcibly);
    }

    private Process stranger(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        strangers.add(process);
        return process;
    }

    /** One running app, whose master has been killed. */
    private App orphan(String name, String... lines) {
        realm.drop(name, Worker.command(), lines);
        realm.up();
        App app = realm.await(name, "running");
        Until.holds("written", () -> LedgerFile.of(realm, name).json().list("workers").stream()
                .allMatch(worker -> worker.number("pid") > 0 && worker.flag("ready")));
        realm.daemon().kill();
        return app;
    }

    private void assertAdopted(App before) {
        App after = realm.await("one", "running");
        assertThat(after.pids()).isEqualTo(before.pids());
        assertThat(after.json().list("workers").get(0).flag("adopted")).isTrue();
        assertThat(Http.get(realm.socket("one"), "/pid")).contains(Long.toString(before.pid()));
    }

    private void assertComplains(String words) {
        assertThat(realm.get("/healthz").text("complaints")).contains(words);
    }

    // --- strangers

    @Test
    void livingStrangerWithARecordedPidIsNeitherAdoptedNorSignalled() throws IOException {
        App before = orphan("one");
        Process stranger = stranger("setsid", "sleep", "600");
        Processes.kill(before.pid());
        Until.holds("gone", () -> !Processes.alive(before.pid()));
        LedgerFile.of(realm, "one").rewrite(text -> text.replace("\"pid\":" + before.pid(), "\"pid\":" + stranger.pid()));
        realm.up();
        App after = realm.await("one", "running");
        assertThat(after.pids()).doesNotContain(stranger.pid());
        realm.verb("one", "stop?wait=10s");
        assertThat(stranger.isAlive()).isTrue();
        assertThat(realm.daemon().output()).doesNotContain("to pid " + stranger.pid());
    }

    @Test
    void strangerThatCarriesTheMarkIsToldOfAndLeftAlone() throws IOException {
        App before = orphan("one");
        String notify = "NOTIFY_SOCKET=" + realm.run().resolve("notify/one/7");
        Process stranger = stranger("env", notify, "LIEGE_VASSAL=one", "LIEGE_WORKER=0123456789abcdef.7", "setsid", "sleep", "600");
        Until.holds("under its own name", () -> Processes.commandLine(stranger.pid()).startsWith("sleep"));
        realm.up();
        assertAdopted(before);
        Until.passes(() -> assertComplains("process " + stranger.pid()));
        realm.daemon().stop();
        assertThat(stranger.isAlive()).isTrue();
    }

    // --- what is announced and not recorded

    private static String announced(String text) {
        return text.replaceFirst("\"pid\":[0-9]+,\"startTicks\":[0-9]+,\"spawnedAt\":\\{[^}]*\\},\"ready\":true",
                "\"pid\":0,\"startTicks\":0,\"spawnedAt\":null,\"ready\":false");
    }

    /** As it was written before the spawn. */
    private static String early(String header) {
        return header.replaceFirst("ticks=[0-9]+", "ticks=1");
    }

    @Test
    void workerWhoseSpawnWasOnlyAnnouncedIsFoundByItsMark() {
        App before = orphan("one");
        LedgerFile.of(realm, "one").rewrite(AdoptionLedgerIT::early, AdoptionLedgerIT::announced);
        realm.up();
        assertAdopted(before);
        assertThat(realm.daemon().output()).contains("process " + before.pid() + " was spawned just before the last master ended");
    }

    @Test
    void workerThatHasWipedItsMarkIsFoundByItsListener() {
        realm.drop("one", "/usr/bin/env -i " + Worker.command());
        realm.up();
        App before = realm.await("one", "running");
        Until.holds("written", () -> LedgerFile.of(realm, "one").json().list("workers").get(0).flag("ready"));
        realm.daemon().kill();
        LedgerFile.of(realm, "one").rewrite(AdoptionLedgerIT::early, AdoptionLedgerIT::announced);
        realm.up();
        assertAdopted(before);
    }

    @Test
    void processThatIsOlderThanTheAnnouncementIsNotTheAnnouncedOne() {
        realm.expectStrays();
        App before = orphan("one");
        LedgerFile.of(realm, "one").rewrite(header -> header.replaceFirst("ticks=[0-9]+", "ticks=99999999999"),
                AdoptionLedgerIT::announced);
        realm.up();
        Until.passes(() -> assertComplains("process " + before.pid()));
        assertThat(Processes.alive(before.pid())).isTrue();
        assertThat(realm.app("one").pids()).doesNotContain(before.pid());
    }

    // --- a ledger that can't be used

    private void assertServedOnWith(UnaryOperator<String> damage, String complaint) throws IOException {
        App before = orphan("one");
        LedgerFile ledger = LedgerFile.of(realm, "one");
        ledger.replaceBy(damage.apply(Files.readString(ledger.path())));
        realm.up();
        assertAdopted(before);
        assertThat(realm.get("/healthz").text("complaints")).contains(complaint, "one.vassal");
        Until.holds("a good one", () -> Files.exists(ledger.path()));
        realm.daemon().kill();
        realm.up();
        assertAdopted(before);
        assertThat(realm.get("/healthz").text("complaints")).isEqualTo("[]");
    }

    @Test
    void tornLedgerCostsNoWorker() throws IOException {
        assertServedOnWith(text -> text.substring(0, text.length() / 2), "torn");
    }

    @Test
    void emptyLedgerCostsNoWorker() throws IOException {
        assertServedOnWith(text -> "", "empty");
    }

    @Test
    void ledgerOfANewerVersionCostsNoWorker() throws IOException {
        assertServedOnWith(text -> text.replaceFirst("memory 1", "memory 9"), "another version");
    }

    @Test
    void garbageInTheLedgerCostsNoWorker() throws IOException {
        assertServedOnWith(text -> "\0\1garbage\n\377", "torn");
    }

    @Test
    void ledgerOfAnotherUserIsNotBelieved() throws IOException {
        App before = orphan("one");
        Files.setAttribute(LedgerFile.of(realm, "one").path(), "unix:uid", 65534);
        realm.up();
        assertAdopted(before);
        assertComplains("belongs to uid 65534");
    }

    @Test
    void lostLedgerCostsNoWorkerOfMany() throws IOException {
        realm.drop("one", Worker.command(), "processes = 3");
        realm.up();
        App before = realm.awaitThat("one", app -> app.readyPids().size() == 3);
        realm.daemon().kill();
        try (Stream<Path> files = Files.list(realm.run().resolve("ledger"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        realm.up();
        App after = realm.awaitThat("one", app -> app.readyPids().size() == 3);
        assertThat(after.pids()).containsExactlyInAnyOrderElementsOf(before.pids());
        realm.watch("one", Duration.ofMillis(500), app -> app.pids().equals(after.pids()));
    }

    /** Its pids mean nothing: whoever has them now is a stranger, unless he serves at the app's socket as its user. */
    @Test
    void ledgerOfAnotherBootNamesNobody() throws IOException {
        App before = orphan("one");
        Process stranger = stranger("setsid", "sleep", "600");
        LedgerFile.of(realm, "one").rewrite(
                header -> header.replaceFirst("boot=[0-9a-f]{8}", "boot=00000000"),
                text -> text.replace("\"pid\":" + before.pid(), "\"pid\":" + stranger.pid()));
        realm.up();
        assertAdopted(before);
        assertThat(stranger.isAlive()).isTrue();
        assertThat(realm.get("/healthz").text("complaints")).isEqualTo("[]");
    }

    @Test
    void ledgerThatCannotBeWrittenIsToldAndStopsNobody() throws IOException {
        realm.drop("one", Worker.command());
        // A directory in the way of the file that would be written: even root can't.
        realm.up();
        App before = realm.await("one", "running");
        Path way = realm.run().resolve("ledger/two.vassal.next");
        Files.createDirectories(way.resolve("in-the-way"));
        realm.drop("two", Worker.command());
        realm.await("two", "running");
        Until.passes(() -> assertComplains("could not write the ledger of 'two'"));
        assertThat(realm.app("one").pids()).isEqualTo(before.pids());
        Files.delete(way.resolve("in-the-way"));
        Files.delete(way);
        Until.passes(() -> assertThat(realm.get("/healthz").text("complaints")).isEqualTo("[]"));
        assertThat(LedgerFile.of(realm, "two").path()).exists();
    }
}
