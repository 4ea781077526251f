package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that come, change and go in all the ways that editors and deploy scripts have: one right action for each. */
@Timeout(120)
class DirectoryIT {
    @RegisterExtension
    static final Realm REALM = new Realm();

    @BeforeAll
    static void up() {
        REALM.up();
    }

    @AfterEach
    void removeAll() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(REALM.vassals())) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Until.holds("no vassal left", () -> REALM.apps().isEmpty());
    }

    /** The app once it has settled: one worker, ready, and the same one for a second. */
    private App settled(String name) {
        App[] last = {REALM.awaitThat(name, app -> app.readyPids().size() == 1)};
        Until.settled(Duration.ofSeconds(1), () -> {
            App before = last[0];
            last[0] = REALM.app(name);
            return last[0].pids().equals(before.pids()) && last[0].state().equals("running")
                    && last[0].generation() == before.generation();
        });
        return last[0];
    }

    private String text(String name) {
        return Http.get(REALM.socket(name), "/").lines().skip(1).findFirst().orElse("");
    }

    private App runningOne(String text) {
        REALM.drop("one", Worker.command("--text", text));
        return settled("one");
    }

    @Test
    void fileThatIsDroppedRunsAndOneThatIsRemovedIsGone() {
        REALM.drop("one", Worker.command("--text", "here"));
        App app = REALM.await("one", "running");
        assertThat(text("one")).isEqualTo("here");
        assertThat(app.json().text("file")).isEqualTo(REALM.file("one").toString());
        REALM.remove("one");
        Until.holds("unknown", () -> !REALM.knows("one"));
        assertThat(REALM.socket("one")).doesNotExist();
        assertThat(Processes.alive(app.pid())).isFalse();
    }

    @Test
    void twoEditsWithinASecondLeadToTheSecond() {
        App before = runningOne("old");
        REALM.drop("one", Worker.command("--text", "first"));
        REALM.awaitThat("one", app -> app.generation() > before.generation() && app.running());
        REALM.drop("one", Worker.command("--text", "second"));
        REALM.awaitThat("one", app -> app.generation() > before.generation() + 1);
        App after = settled("one");
        assertThat(text("one")).isEqualTo("second");
        assertThat(after.generation()).isEqualTo(before.generation() + 2);
    }

    @Test
    void burstOfEditsEndsWithTheLast() {
        App before = runningOne("old");
        for (int i = 1; i <= 20; i++) {
            REALM.drop("one", Worker.command("--text", "edit" + i));
        }
        Until.holds("the last edit", () -> REALM.app("one").running() && text("one").equals("edit20"));
        // One at once, and one for all that came within its second; two should they have taken longer than that.
        assertThat(settled("one").generation()).isBetween(before.generation() + 1, before.generation() + 3);
        assertThat(text("one")).isEqualTo("edit20");
    }

    @Test
    void renamedFileIsAnotherVassal() throws IOException {
        App before = runningOne("same");
        Files.move(REALM.file("one"), REALM.file("two"));
        Until.holds("one is unknown", () -> !REALM.knows("one"));
        App two = settled("two");
        assertThat(two.starts()).isEqualTo(1);
        assertThat(Processes.alive(before.pid())).isFalse();
        assertThat(REALM.socket("one")).doesNotExist();
    }

    @Test
    void filesThatSwapTheirNamesSwapTheirApps() throws IOException {
        REALM.drop("one", Worker.command("--text", "first"));
        REALM.drop("two", Worker.command("--text", "second"));
        settled("one");
        settled("two");
        Path aside = REALM.place().resolve("aside");
        Files.move(REALM.file("one"), aside);
        Files.move(REALM.file("two"), REALM.file("one"));
        Files.move(aside, REALM.file("two"));
        Until.holds("swapped", () -> REALM.knows("one") && REALM.knows("two") && REALM.app("one").running()
                && REALM.app("two").running() && text("one").equals("second") && text("two").equals("first"));
        settled("one");
        settled("two");
    }

    @Test
    void linkThatIsSwappedIsOneRestart() throws IOException {
        Path releases = Files.createTempDirectory(REALM.place(), "releases");
        release(releases.resolve("1"), "old");
        release(releases.resolve("2"), "new");
        Files.createSymbolicLink(REALM.file("one"), releases.resolve("1"));
        App before = settled("one");
        Path fresh = Files.createSymbolicLink(REALM.place().resolve("fresh"), releases.resolve("2"));
        Files.move(fresh, REALM.file("one"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        REALM.awaitThat("one", app -> app.generation() > before.generation());
        assertThat(settled("one").generation()).isEqualTo(before.generation() + 1);
        assertThat(text("one")).isEqualTo("new");
    }

    @Test
    void editOfWhatALinkPointsAtIsNoticedToo() throws IOException {
        Path releases = Files.createTempDirectory(REALM.place(), "releases");
        release(releases.resolve("1"), "old");
        Files.createSymbolicLink(REALM.file("one"), releases.resolve("1"));
        App before = settled("one");
        release(releases.resolve("1"), "new");
        REALM.awaitThat("one", app -> app.generation() > before.generation());
        assertThat(settled("one").generation()).isEqualTo(before.generation() + 1);
        assertThat(text("one")).isEqualTo("new");
    }

    private void release(Path file, String text) {
        REALM.put(file, "[vassal]\ncommand = " + Worker.command("--text", text) + "\nstop-timeout = 3s\n");
    }

    @Test
    void editOfAStoppedVassalIsForItsNextStart() {
        App before = runningOne("old");
        assertThat(REALM.verb("one", "stop?wait=10s").status()).isEqualTo(200);
        REALM.drop("one", Worker.command("--text", "new"));
        REALM.drop("two", Worker.command());
        REALM.await("two", "running");
        assertThat(REALM.app("one").state()).isEqualTo("stopped");
        assertThat(REALM.app("one").pids()).isEmpty();
        assertThat(REALM.verb("one", "start?wait=10s").status()).isEqualTo(200);
        assertThat(settled("one").generation()).isEqualTo(before.generation() + 1);
        assertThat(text("one")).isEqualTo("new");
    }

    /** While the daemon is stopped, the kernel's queue of 16,384 events (inotify(7)) overflows for certain. */
    @Test
    void overflowOfTheKernelsEventsConverges() throws IOException {
        App before = runningOne("old");
        REALM.drop("goes", Worker.command());
        REALM.await("goes", "running");
        Processes.signal(REALM.daemon().pid(), "STOP");
        try {
            storm(10_000);
            REALM.drop("one", Worker.command("--text", "new"));
            REALM.drop("comes", Worker.command());
            REALM.remove("goes");
        } finally {
            Processes.signal(REALM.daemon().pid(), "CONT");
        }
        REALM.await("comes", "running");
        Until.holds("the removal", () -> !REALM.knows("goes"));
        REALM.awaitThat("one", app -> app.readyPids().size() == 1 && !app.pids().contains(before.pid()));
        storm(10_000);
        REALM.drop("after", Worker.command());
        REALM.await("after", "running");
        assertThat(settled("one").generation()).isEqualTo(before.generation() + 1);
        assertThat(text("one")).isEqualTo("new");
        Until.passes(() -> assertThat(REALM.apps()).extracting(app -> app.json().text("name"))
                .containsExactly("after", "comes", "one"));
        assertThat(REALM.get("/v1/apps").list("refused")).isEmpty();
    }

    /** Creates and deletes files, two events each; every other one looks like a vassal's. */
    private static void storm(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Path noise = REALM.vassals().resolve("noise" + i % 10 + (i % 2 == 0 ? ".ini" : ""));
            Files.createFile(noise);
            Files.delete(noise);
        }
    }

    @Test
    void hangupMeansLookAgain() {
        App before = runningOne("same");
        Processes.signal(REALM.daemon().pid(), "HUP");
        REALM.drop("two", Worker.command());
        REALM.await("two", "running");
        assertThat(settled("one").pids()).isEqualTo(before.pids());
    }
}
