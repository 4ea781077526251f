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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
    static final Realm REALM = new Realm();

    private int logged;

    /** As root, who however may not pass over the rights of files. */
    @BeforeAll
    static void start() {
        REALM.up(List.of(Component.SETPRIV.require().toString(), "--inh-caps=-dac_override,-dac_read_search",
                "--bounding-set=-dac_override,-dac_read_search"), Map.of());
    }

    @BeforeEach
    void noteTheLog() {
        logged = REALM.daemon().output().length();
    }

    @AfterEach
    void removeAll() {
        sh("mkdir -p \"$1\"; chmod 755 \"$1\"; rm -f \"$1\"/*.ini", REALM.vassals());
        Until.holds("no vassal left", () -> {
            Http.ask(REALM.control(), "POST", "/v1/confirm", "Content-Length: 0");
            return REALM.apps().isEmpty() && complaints().isEmpty();
        });
    }

    private void apps(int count) {
        for (int i = 0; i < count; i++) {
            REALM.drop(name(i), Worker.command("--block"), "ready = spawn");
        }
    }

    private static String name(int i) {
        return "app" + (char) ('a' + i);
    }

    private Map<String, List<Long>> up(int count) {
        for (int i = 0; i < count; i++) {
            REALM.await(name(i), "running");
        }
        return workers();
    }

    private Map<String, List<Long>> workers() {
        Map<String, List<Long>> workers = new HashMap<>();
        REALM.apps().forEach(app -> workers.put(app.json().text("name"), app.pids()));
        return workers;
    }

    private static void sh(String script, Path... arguments) {
        List<String> words = new ArrayList<>(List.of("sh", "-ec", script, "sh"));
        List.of(arguments).forEach(argument -> words.add(argument.toString()));
        Commands.run(words.toArray(String[]::new)).mustSucceed();
    }

    /** What the daemon wrote since the test began. */
    private String log() {
        return REALM.daemon().output().substring(logged);
    }

    private List<?> complaints() {
        return (List<?>) REALM.get("/healthz").at("complaints");
    }

    /** Says it in all three places, while the workers stay the same ones. */
    private void assertDoubted(String words, Map<String, List<Long>> workers) {
        Until.passes(() -> assertThat(complaints()).singleElement().asString()
                .startsWith(REALM.vassals() + ":0: ").contains(words));
        Until.passes(() -> assertThat(log()).contains(words));
        assertThat(Launch.command(REALM, "status").output()).contains("\nComplaints:\n" + REALM.vassals() + ":0: ");
        // HUP asks for a look at everything; a loss that is believed is acted on 250 ms after it was first seen.
        Processes.signal(REALM.daemon().pid(), "HUP");
        Until.stays(Duration.ofMillis(600), () -> {
            assertThat(workers()).isEqualTo(workers);
            assertThat(REALM.apps()).allMatch(App::running);
        });
    }

    private void assertAsBefore(Map<String, List<Long>> workers) {
        Until.holds("no complaint", () -> complaints().isEmpty());
        Until.passes(() -> assertThat(log()).contains("no longer: " + REALM.vassals()));
        REALM.drop("later", Worker.command());
        REALM.await("later", "running");
        Map<String, List<Long>> now = workers();
        now.remove("later");
        assertThat(now).isEqualTo(workers);
    }

    private void confirm() {
        assertThat(Launch.command(REALM, "confirm").status()).isZero();
    }

    @Test
    void directoryThatIsRenamedForAWhile() throws IOException {
        apps(2);
        Map<String, List<Long>> workers = up(2);
        Path aside = REALM.place().resolve("aside");
        Files.move(REALM.vassals(), aside);
        assertDoubted("no such file or directory (ENOENT)", workers);
        Files.move(aside, REALM.vassals());
        assertAsBefore(workers);
    }

    @Test
    void directoryThatIsAFileForAWhile() throws IOException {
        apps(2);
        Map<String, List<Long>> workers = up(2);
        Path aside = REALM.place().resolve("aside");
        Files.move(REALM.vassals(), aside);
        Files.writeString(REALM.vassals(), "no directory");
        assertDoubted("not a directory (ENOTDIR)", workers);
        Files.delete(REALM.vassals());
        Files.move(aside, REALM.vassals());
        assertAsBefore(workers);
    }

    @Test
    void directoryThatCannotBeReadForAWhile() {
        apps(2);
        Map<String, List<Long>> workers = up(2);
        sh("chmod 000 \"$1\"", REALM.vassals());
        assertDoubted("permission denied (EACCES)", workers);
        sh("chmod 755 \"$1\"", REALM.vassals());
        assertAsBefore(workers);
    }

    @Test
    void directoryThatIsUnmountedForAWhile() throws IOException {
        Path disk = Files.createDirectory(REALM.place().resolve("disk"));
        sh("mount --bind \"$1\" \"$2\"", disk, REALM.vassals());
        try {
            for (int i = 0; i < 3; i++) {
                // A worker whose working directory lay there would keep the disk busy.
                REALM.put(disk.resolve(name(i) + ".ini"),
                        "[vassal]\ncommand = " + Worker.command("--block") + "\nready = spawn\nchdir = /\n");
            }
            Map<String, List<Long>> workers = up(3);
            sh("umount \"$1\"", REALM.vassals());
            assertDoubted("is another directory now, without any vassal file", workers);
            sh("mount --bind \"$1\" \"$2\"", disk, REALM.vassals());
            Until.holds("no complaint", () -> complaints().isEmpty());
            REALM.put(disk.resolve("later.ini"), "[vassal]\ncommand = " + Worker.command() + "\n");
            REALM.await("later", "running");
            workers.forEach((name, pids) -> assertThat(REALM.app(name).pids()).isEqualTo(pids));
        } finally {
            sh("umount -l \"$1\"", REALM.vassals());
        }
    }

    @Test
    void diskThatIsUnmountedForGoodIsObeyedAfterConfirm() throws IOException {
        sh("mount -t tmpfs -o size=1m liege-test \"$1\"", REALM.vassals());
        try {
            for (int i = 0; i < 3; i++) {
                Files.writeString(REALM.file(name(i)),
                        "[vassal]\ncommand = " + Worker.command("--block") + "\nready = spawn\n");
            }
            Map<String, List<Long>> workers = up(3);
            sh("umount -l \"$1\"", REALM.vassals());
            assertDoubted("is another directory now, without any vassal file, and had 3 vassals", workers);
            confirm();
            Until.holds("nothing left", () -> REALM.apps().isEmpty() && complaints().isEmpty());
        } finally {
            Commands.run("umount", "-l", REALM.vassals().toString());
        }
    }

    @Test
    void directoryThatIsEmptyWhenANewMasterTakesOver() throws IOException {
        apps(2);
        Map<String, List<Long>> workers = up(2);
        REALM.daemon().kill();
        Path aside = REALM.place().resolve("aside");
        Files.move(REALM.vassals(), aside);
        Files.createDirectory(REALM.vassals());
        start();
        assertDoubted("holds no vassal file any more", workers);
        Files.delete(REALM.vassals());
        Files.move(aside, REALM.vassals());
        assertAsBefore(workers);
    }

    @Test
    void directoryThatIsGoneForGoodIsObeyedAfterConfirm() throws IOException {
        apps(2);
        Map<String, List<Long>> workers = up(2);
        sh("rm -r \"$1\"", REALM.vassals());
        assertDoubted("no such file or directory (ENOENT)", workers);
        confirm();
        Until.holds("nothing left", () -> REALM.apps().isEmpty());
        Files.createDirectory(REALM.vassals());
        REALM.drop("later", Worker.command());
        REALM.await("later", "running");
    }

    @Test
    void lossOfMoreThanHalfAndAtLeastTenIsDoubtedAndObeyedAfterConfirm() {
        apps(12);
        Map<String, List<Long>> workers = up(12);
        sh("mkdir -p \"$2\"; mv \"$1\"/app[a-k].ini \"$2\"", REALM.vassals(), REALM.place().resolve("elsewhere"));
        assertDoubted("lost 11 of 12 vassals at one look", workers);
        sh("mv \"$2\"/app[a-k].ini \"$1\"", REALM.vassals(), REALM.place().resolve("elsewhere"));
        assertAsBefore(workers);
        REALM.remove("later");
        Until.holds("a single removal counts", () -> !REALM.knows("later"));
        sh("rm \"$1\"/app[a-k].ini", REALM.vassals());
        Until.holds("a complaint", () -> !complaints().isEmpty());
        confirm();
        Until.holds("one left", () -> REALM.apps().size() == 1);
        assertThat(workers()).isEqualTo(Map.of("appl", workers.get("appl")));
    }

    @Test
    void lossesThatAreFewerOrNoMoreThanHalfAreObeyed() {
        apps(24);
        Map<String, List<Long>> workers = up(24);
        sh("rm \"$1\"/app[a-l].ini", REALM.vassals());
        Until.holds("half of them left", () -> REALM.apps().size() == 12);
        sh("rm \"$1\"/app[m-u].ini", REALM.vassals());
        Until.holds("three left", () -> REALM.apps().size() == 3);
        assertThat(complaints()).isEmpty();
        workers.keySet().retainAll(List.of("appv", "appw", "appx"));
        assertThat(workers()).isEqualTo(workers);
    }

    /** Removed one by one, each a little later than the one before, as a slow script does. */
    @Test
    void slowRemovalOfAllIsDoubtedToo() {
        apps(12);
        Map<String, List<Long>> workers = up(12);
        sh("for file in \"$1\"/*.ini; do rm \"$file\"; sleep 0.05; done", REALM.vassals());
        assertDoubted("lost 12 of 12 vassals at one look", workers);
    }
}
