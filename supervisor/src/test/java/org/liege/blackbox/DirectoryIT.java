package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that come, change and go in all the ways that editors and deploy scripts have: one right action for each. */
@Timeout(120)
class DirectoryIT {
    @RegisterExtension
    final Realm realm = new Realm();

    /** The app once it has settled: one worker, ready, and the same one for a second. */
    private App settled(String name) {
        App[] last = {realm.awaitThat(name, app -> app.readyPids().size() == 1)};
        Until.settled(Duration.ofSeconds(1), () -> {
            App before = last[0];
            last[0] = realm.app(name);
            return last[0].pids().equals(before.pids()) && last[0].state().equals("running")
                    && last[0].generation() == before.generation();
        });
        return last[0];
    }

    private String text(String name) {
        return Http.get(realm.socket(name), "/").lines().skip(1).findFirst().orElse("");
    }

    private App runningOne(String text) {
        realm.drop("one", Worker.command("--text", text));
        realm.up();
        return settled("one");
    }

    @Test
    void fileThatIsDroppedRunsAndOneThatIsRemovedIsGone() {
        realm.up();
        realm.drop("one", Worker.command("--text", "here"));
        App app = realm.await("one", "running");
        assertThat(text("one")).isEqualTo("here");
        assertThat(app.json().text("file")).isEqualTo(realm.file("one").toString());
        realm.remove("one");
        Until.holds("unknown", () -> !realm.knows("one"));
        assertThat(realm.socket("one")).doesNotExist();
        assertThat(Processes.alive(app.pid())).isFalse();
    }

    @Test
    void touchIsOneRestart() throws IOException {
        App before = runningOne("same");
        Files.setLastModifiedTime(realm.file("one"), FileTime.from(Instant.now()));
        realm.awaitThat("one", app -> app.generation() > before.generation());
        App after = settled("one");
        assertThat(after.generation()).isEqualTo(before.generation() + 1);
        assertThat(after.pid()).isNotEqualTo(before.pid());
    }

    @Test
    void editInPlaceIsOneRestart() throws IOException {
        App before = runningOne("old");
        Files.writeString(realm.file("one"), Files.readString(realm.file("one")).replace("old", "new"));
        realm.awaitThat("one", app -> app.generation() > before.generation());
        assertThat(settled("one").generation()).isEqualTo(before.generation() + 1);
        assertThat(text("one")).isEqualTo("new");
    }

    @Test
    void twoEditsWithinASecondLeadToTheSecond() {
        App before = runningOne("old");
        realm.drop("one", Worker.command("--text", "first"));
        realm.awaitThat("one", app -> app.generation() > before.generation() && app.running());
        realm.drop("one", Worker.command("--text", "second"));
        realm.awaitThat("one", app -> app.generation() > before.generation() + 1);
        App after = settled("one");
        assertThat(text("one")).isEqualTo("second");
        assertThat(after.generation()).isEqualTo(before.generation() + 2);
    }

    @Test
    void burstOfEditsEndsWithTheLast() {
        App before = runningOne("old");
        for (int i = 1; i <= 20; i++) {
            realm.drop("one", Worker.command("--text", "edit" + i));
        }
        Until.holds("the last edit", () -> realm.app("one").running() && text("one").equals("edit20"));
        assertThat(settled("one").generation()).isBetween(before.generation() + 1, before.generation() + 20);
        assertThat(text("one")).isEqualTo("edit20");
    }

    @Test
    void fileWithAnOlderTimeIsAnEditAllTheSame() throws IOException {
        App before = runningOne("new");
        Path older = realm.place().resolve("older");
        realm.put(older, Files.readString(realm.file("one")).replace("new", "rollback"));
        Files.setLastModifiedTime(older, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        Files.move(older, realm.file("one"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        realm.awaitThat("one", app -> app.generation() > before.generation());
        assertThat(settled("one").generation()).isEqualTo(before.generation() + 1);
        assertThat(text("one")).isEqualTo("rollback");
    }

    @Test
    void renamedFileIsAnotherVassal() throws IOException {
        App before = runningOne("same");
        Files.move(realm.file("one"), realm.file("two"));
        Until.holds("one is unknown", () -> !realm.knows("one"));
        App two = settled("two");
        assertThat(two.starts()).isEqualTo(1);
        assertThat(Processes.alive(before.pid())).isFalse();
        assertThat(realm.socket("one")).doesNotExist();
    }

    @Test
    void filesThatSwapTheirNamesSwapTheirApps() throws IOException {
        realm.drop("one", Worker.command("--text", "first"));
        realm.drop("two", Worker.command("--text", "second"));
        realm.up();
        settled("one");
        settled("two");
        Path aside = realm.place().resolve("aside");
        Files.move(realm.file("one"), aside);
        Files.move(realm.file("two"), realm.file("one"));
        Files.move(aside, realm.file("two"));
        Until.holds("swapped", () -> realm.knows("one") && realm.knows("two") && realm.app("one").running()
                && realm.app("two").running() && text("one").equals("second") && text("two").equals("first"));
        settled("one");
        settled("two");
    }

    @Test
    void linkThatIsSwappedIsOneRestart() throws IOException {
        Path releases = Files.createDirectory(realm.place().resolve("releases"));
        release(releases.resolve("1"), "old");
        release(releases.resolve("2"), "new");
        Files.createSymbolicLink(realm.file("one"), releases.resolve("1"));
        realm.up();
        App before = settled("one");
        Path fresh = Files.createSymbolicLink(realm.place().resolve("fresh"), releases.resolve("2"));
        Files.move(fresh, realm.file("one"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        realm.awaitThat("one", app -> app.generation() > before.generation());
        assertThat(settled("one").generation()).isEqualTo(before.generation() + 1);
        assertThat(text("one")).isEqualTo("new");
    }

    @Test
    void editOfWhatALinkPointsAtIsNoticedToo() throws IOException {
        Path releases = Files.createDirectory(realm.place().resolve("releases"));
        release(releases.resolve("1"), "old");
        Files.createSymbolicLink(realm.file("one"), releases.resolve("1"));
        realm.up();
        App before = settled("one");
        release(releases.resolve("1"), "new");
        realm.awaitThat("one", app -> app.generation() > before.generation());
        assertThat(settled("one").generation()).isEqualTo(before.generation() + 1);
        assertThat(text("one")).isEqualTo("new");
    }

    private void release(Path file, String text) {
        realm.put(file, "[vassal]\ncommand = " + Worker.command("--text", text) + "\nstop-timeout = 3s\n");
    }

    @Test
    void deletedAndRecreatedFileRunsOnce() throws IOException {
        App before = runningOne("same");
        String content = Files.readString(realm.file("one"));
        Files.delete(realm.file("one"));
        Files.writeString(realm.file("one"), content);
        Until.holds("another worker", () -> realm.knows("one") && realm.app("one").running()
                && !realm.app("one").pids().contains(before.pid()));
        settled("one");
        assertThat(Processes.within(realm.place()).stream()
                .filter(pid -> Processes.commandLine(pid).startsWith(Worker.program().toString()))).hasSize(1);
    }

    @Test
    void editorsTemporaryFilesDisturbNothing() throws IOException {
        App before = runningOne("old");
        Files.createFile(realm.vassals().resolve("4913"));
        Files.delete(realm.vassals().resolve("4913"));
        Files.writeString(realm.vassals().resolve(".one.ini.swp"), "b0VIM");
        Path backup = realm.vassals().resolve("one.ini~");
        String edited = Files.readString(realm.file("one")).replace("old", "new");
        Files.move(realm.file("one"), backup);
        Files.writeString(realm.file("one"), edited);
        Files.delete(backup);
        Files.delete(realm.vassals().resolve(".one.ini.swp"));
        Until.holds("the edit", () -> realm.knows("one") && realm.app("one").running() && text("one").equals("new"));
        App after = settled("one");
        assertThat(after.pid()).isNotEqualTo(before.pid());
        assertThat(realm.get("/v1/apps").list("apps")).hasSize(1);
    }

    @Test
    void overflowOfTheKernelsEventsConverges() throws IOException {
        realm.drop("stays", Worker.command("--text", "old"));
        realm.drop("goes", Worker.command());
        realm.up();
        settled("stays");
        realm.await("goes", "running");
        // fs.inotify.max_queued_events is 16384: each round makes at least two events.
        for (int i = 0; i < 10_000; i++) {
            Path noise = realm.vassals().resolve("noise" + i % 10);
            Files.createFile(noise);
            Files.delete(noise);
        }
        realm.drop("stays", Worker.command("--text", "new"));
        realm.drop("comes", Worker.command());
        realm.remove("goes");
        realm.await("comes", "running");
        Until.holds("the removal", () -> !realm.knows("goes"));
        Until.holds("the edit", () -> realm.app("stays").running() && text("stays").equals("new"));
        settled("stays");
    }

    @Test
    void hangupMeansLookAgain() {
        App before = runningOne("same");
        Processes.signal(realm.daemon().pid(), "HUP");
        realm.drop("two", Worker.command());
        realm.await("two", "running");
        assertThat(settled("one").pids()).isEqualTo(before.pids());
    }
}
