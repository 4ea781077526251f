package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The directory goes, is hidden or is emptied: nothing stops, the log, {@code status} and {@code /healthz} say so, and
 * when it is back everything is as it was. What is confirmed is obeyed. These tests need root.
 */
@Timeout(120)
class DirectoryLossIT {
    @RegisterExtension
    final Realm realm = new Realm();

    private void apps(int count) {
        for (int i = 0; i < count; i++) {
            realm.drop(name(i), Worker.command("--block"), "ready = spawn");
        }
    }

    private static String name(int i) {
        return "app" + (char) ('a' + i);
    }

    private Map<String, List<Long>> up(int count, String... before) {
        realm.up(List.of(before), Map.of());
        for (int i = 0; i < count; i++) {
            realm.await(name(i), "running");
        }
        return workers();
    }

    private Map<String, List<Long>> workers() {
        Map<String, List<Long>> workers = new HashMap<>();
        realm.apps().forEach(app -> workers.put(app.json().text("name"), app.pids()));
        return workers;
    }

    private static void sh(String script, Path... arguments) {
        List<String> words = new ArrayList<>(List.of("sh", "-ec", script, "sh"));
        List.of(arguments).forEach(argument -> words.add(argument.toString()));
        Commands.run(words.toArray(String[]::new)).mustSucceed();
    }

    private List<?> complaints() {
        return (List<?>) realm.get("/healthz").at("complaints");
    }

    /** Says it in all three places, while the workers stay the same ones. */
    private void assertDoubted(String words, Map<String, List<Long>> workers) {
        Until.passes(() -> assertThat(complaints()).singleElement().asString()
                .startsWith(realm.vassals() + ":0: ").contains(words));
        assertThat(realm.daemon().output()).contains(words);
        assertThat(Launch.command(realm, "status").output()).contains("\nComplaints:\n" + realm.vassals() + ":0: ");
        // HUP asks for a look at everything; a loss that is believed is acted on 250 ms after it was first seen.
        Processes.signal(realm.daemon().pid(), "HUP");
        Until.stays(Duration.ofMillis(600), () -> {
            assertThat(workers()).isEqualTo(workers);
            assertThat(realm.apps()).allMatch(App::running);
        });
    }

    private void assertAsBefore(Map<String, List<Long>> workers) {
        Until.holds("no complaint", () -> complaints().isEmpty());
        assertThat(realm.daemon().output()).contains("no longer: " + realm.vassals());
        realm.drop("later", Worker.command());
        realm.await("later", "running");
        Map<String, List<Long>> now = workers();
        now.remove("later");
        assertThat(now).isEqualTo(workers);
    }

    private void confirm() {
        assertThat(Launch.command(realm, "confirm").status()).isZero();
    }

    @Test
    void directoryThatIsRenamedForAWhile() throws IOException {
        apps(2);
        Map<String, List<Long>> workers = up(2);
        Path aside = realm.place().resolve("aside");
        Files.move(realm.vassals(), aside);
        assertDoubted("no such file or directory (ENOENT)", workers);
        Files.move(aside, realm.vassals());
        assertAsBefore(workers);
    }

    @Test
    void directoryThatIsAFileForAWhile() throws IOException {
        apps(2);
        Map<String, List<Long>> workers = up(2);
        Path aside = realm.place().resolve("aside");
        Files.move(realm.vassals(), aside);
        Files.writeString(realm.vassals(), "no directory");
        assertDoubted("not a directory (ENOTDIR)", workers);
        Files.delete(realm.vassals());
        Files.move(aside, realm.vassals());
        assertAsBefore(workers);
    }

    @Test
    void directoryThatCannotBeReadForAWhile() {
        apps(2);
        // A root that may not pass over the rights of files.
        Map<String, List<Long>> workers = up(2, Component.SETPRIV.require().toString(),
                "--inh-caps=-dac_override,-dac_read_search", "--bounding-set=-dac_override,-dac_read_search");
        sh("chmod 000 \"$1\"", realm.vassals());
        assertDoubted("permission denied (EACCES)", workers);
        sh("chmod 755 \"$1\"", realm.vassals());
        assertAsBefore(workers);
    }

    @Test
    void directoryThatIsUnmountedForAWhile() throws IOException {
        Path disk = Files.createDirectory(realm.place().resolve("disk"));
        sh("mount --bind \"$1\" \"$2\"", disk, realm.vassals());
        try {
            for (int i = 0; i < 3; i++) {
                // A worker whose working directory lay there would keep the disk busy.
                realm.put(disk.resolve(name(i) + ".ini"),
                        "[vassal]\ncommand = " + Worker.command("--block") + "\nready = spawn\nchdir = /\n");
            }
            Map<String, List<Long>> workers = up(3);
            sh("umount \"$1\"", realm.vassals());
            assertDoubted("is another directory now, without any vassal file", workers);
            sh("mount --bind \"$1\" \"$2\"", disk, realm.vassals());
            Until.holds("no complaint", () -> complaints().isEmpty());
            realm.put(disk.resolve("later.ini"), "[vassal]\ncommand = " + Worker.command() + "\n");
            realm.await("later", "running");
            workers.forEach((name, pids) -> assertThat(realm.app(name).pids()).isEqualTo(pids));
        } finally {
            sh("umount -l \"$1\"", realm.vassals());
        }
    }

    @Test
    void diskThatIsUnmountedForGoodIsObeyedAfterConfirm() throws IOException {
        sh("mount -t tmpfs -o size=1m liege-test \"$1\"", realm.vassals());
        try {
            for (int i = 0; i < 3; i++) {
                Files.writeString(realm.file(name(i)),
                        "[vassal]\ncommand = " + Worker.command("--block") + "\nready = spawn\n");
            }
            Map<String, List<Long>> workers = up(3);
            sh("umount -l \"$1\"", realm.vassals());
            assertDoubted("is another directory now, without any vassal file, and had 3 vassals", workers);
            confirm();
            Until.holds("nothing left", () -> realm.apps().isEmpty() && complaints().isEmpty());
        } finally {
            Commands.run("umount", "-l", realm.vassals().toString());
        }
    }

    @Test
    void directoryThatIsGoneForGoodIsObeyedAfterConfirm() throws IOException {
        apps(2);
        Map<String, List<Long>> workers = up(2);
        sh("rm -r \"$1\"", realm.vassals());
        assertDoubted("no such file or directory (ENOENT)", workers);
        confirm();
        Until.holds("nothing left", () -> realm.apps().isEmpty());
        Files.createDirectory(realm.vassals());
        realm.drop("later", Worker.command());
        realm.await("later", "running");
    }

    @Test
    void lossOfMoreThanHalfAndAtLeastTenIsDoubtedAndObeyedAfterConfirm() {
        apps(12);
        Map<String, List<Long>> workers = up(12);
        sh("mkdir \"$2\"; mv \"$1\"/app[a-k].ini \"$2\"", realm.vassals(), realm.place().resolve("aside"));
        assertDoubted("lost 11 of 12 vassals at one look", workers);
        sh("mv \"$2\"/app[a-k].ini \"$1\"", realm.vassals(), realm.place().resolve("aside"));
        assertAsBefore(workers);
        realm.remove("later");
        Until.holds("a single removal counts", () -> !realm.knows("later"));
        sh("rm \"$1\"/app[a-k].ini", realm.vassals());
        Until.holds("a complaint", () -> !complaints().isEmpty());
        confirm();
        Until.holds("one left", () -> realm.apps().size() == 1);
        assertThat(workers()).isEqualTo(Map.of("appl", workers.get("appl")));
    }

    @Test
    void lossesThatAreFewerOrNoMoreThanHalfAreObeyed() {
        apps(24);
        Map<String, List<Long>> workers = up(24);
        sh("rm \"$1\"/app[a-l].ini", realm.vassals());
        Until.holds("half of them left", () -> realm.apps().size() == 12);
        sh("rm \"$1\"/app[m-u].ini", realm.vassals());
        Until.holds("three left", () -> realm.apps().size() == 3);
        assertThat(complaints()).isEmpty();
        workers.keySet().retainAll(List.of("appv", "appw", "appx"));
        assertThat(workers()).isEqualTo(workers);
    }

    /** Removed one by one, each a little later than the one before, as a slow script does. */
    @Test
    void slowRemovalOfAllIsDoubtedToo() {
        apps(12);
        Map<String, List<Long>> workers = up(12);
        sh("for file in \"$1\"/*.ini; do rm \"$file\"; sleep 0.05; done", realm.vassals());
        assertDoubted("lost 12 of 12 vassals at one look", workers);
    }
}
