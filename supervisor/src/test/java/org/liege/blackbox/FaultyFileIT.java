package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that are wrong, half there, or not vassals at all: told, with place and remedy, and harmless to what runs. */
@Timeout(120)
class FaultyFileIT {
    @RegisterExtension
    final Realm realm = new Realm();

    private void fixture(String name) throws IOException {
        Files.copy(Checkout.FIXTURES.resolve("vassals").resolve(name + ".ini"), realm.file(name));
    }

    @Test
    void badEditKeepsTheLastGoodOneServing() throws IOException {
        realm.drop("one", Worker.command("--text", "good"));
        realm.up();
        App good = realm.await("one", "running");
        realm.drop("one", Worker.command("--text", "bad"), "comand = typo");
        App faulty = realm.awaitThat("one", app -> !app.faults().isEmpty());
        assertThat(faulty.state()).isEqualTo("running");
        assertThat(faulty.json().flag("configured")).isTrue();
        assertThat(faulty.pids()).isEqualTo(good.pids());
        assertThat(faulty.generation()).isEqualTo(good.generation());
        assertThat(faulty.faults()).singleElement().asString()
                .startsWith(realm.file("one") + ":3: ").contains("comand", "did you mean 'command'");
        assertThat(Http.get(realm.socket("one"), "/")).contains("good");
        Processes.kill(good.pid());
        realm.awaitThat("one", app -> app.running() && app.restarts() == 1);
        assertThat(Http.get(realm.socket("one"), "/")).as("the last good decree is what restarts").contains("good");
        realm.drop("one", Worker.command("--text", "mended"));
        realm.awaitThat("one", app -> app.faults().isEmpty() && app.running() && app.generation() > good.generation());
        Until.holds("mended", () -> Http.get(realm.socket("one"), "/").contains("mended"));
    }

    @Test
    void badEditThatIsRemovedTakesTheAppAway() {
        realm.drop("one", Worker.command());
        realm.up();
        App good = realm.await("one", "running");
        realm.drop("one", Worker.command(), "listen = many");
        realm.awaitThat("one", app -> !app.faults().isEmpty());
        realm.remove("one");
        Until.holds("unknown", () -> !realm.knows("one"));
        assertThat(Processes.alive(good.pid())).isFalse();
    }

    @Test
    void newFileThatIsFaultyIsInvalidAndRunsOnceItIsMended() {
        realm.drop("one", Worker.command(), "listen = many");
        realm.up();
        App invalid = realm.await("one", "invalid");
        assertThat(invalid.json().flag("configured")).isFalse();
        assertThat(invalid.running()).isFalse();
        assertThat(invalid.starts()).isZero();
        assertThat(invalid.json().list("workers")).isEmpty();
        realm.drop("one", Worker.command());
        realm.await("one", "running");
    }

    @Test
    void allFaultsOfAFileAreToldTogetherEachWithItsLine() throws IOException {
        fixture("bad-several-faults");
        realm.up();
        List<String> faults = realm.await("bad-several-faults", "invalid").faults();
        String file = realm.file("bad-several-faults").toString();
        for (int line : List.of(3, 4, 5, 6, 7)) {
            assertThat(faults).as("line " + line).anyMatch(fault -> fault.startsWith(file + ":" + line + ": "));
        }
        assertThat(String.join("\n", faults)).contains("did you mean 'command'", "no-such-user-here", "telepathy");
    }

    @Test
    void filesThatCanNotBeReadAsIniAreInvalidWithAPlace() throws IOException {
        List<String> names = List.of("bad-nul", "bad-section", "bad-empty", "bad-no-command");
        for (String name : names) {
            fixture(name);
        }
        Files.writeString(realm.file("bad-huge"), "; x\n".repeat(1 << 20));
        realm.drop("good", Worker.command());
        realm.up();
        for (String name : names) {
            assertThat(realm.await(name, "invalid").faults()).as(name).isNotEmpty()
                    .allMatch(fault -> fault.startsWith(realm.file(name) + ":"));
        }
        assertThat(realm.await("bad-huge", "invalid").faults()).isNotEmpty();
        realm.await("good", "running");
    }

    @Test
    void goodFixturesAreGood() throws IOException {
        List<String> names = List.of("good-minimal", "good-everything", "good-bom-crlf");
        for (String name : names) {
            fixture(name);
        }
        realm.up();
        for (String name : names) {
            assertThat(realm.await(name, "running").faults()).as(name).isEmpty();
        }
    }

    @Test
    void fileThatIsStillBeingWrittenIsNotObeyed() throws IOException {
        realm.up();
        try (FileChannel slow = FileChannel.open(realm.file("slow"),
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // A valid file by itself, but not yet what its writer means.
            write(slow, "[vassal]\ncommand = " + Worker.command("--text", "half") + "\n");
            realm.drop("other", Worker.command());
            realm.await("other", "running");
            Until.stays(Duration.ofSeconds(4), () ->
                    assertThat(realm.knows("slow") ? realm.app("slow").starts() : 0).isZero());
            write(slow, "env = WHOLE=yes\n");
        }
        App app = realm.await("slow", "running");
        assertThat(app.starts()).isEqualTo(1);
        assertThat(Http.get(realm.socket("slow"), "/env")).contains("WHOLE=yes");
    }

    @Test
    void editThatIsStillBeingWrittenLeavesTheOldOneAlone() throws IOException {
        realm.drop("one", Worker.command("--text", "old"));
        realm.up();
        App before = realm.await("one", "running");
        try (FileChannel slow = FileChannel.open(realm.file("one"),
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            realm.watch("one", Duration.ofSeconds(4), app ->
                    app.pids().equals(before.pids()) && app.faults().isEmpty());
            write(slow, "[vassal]\ncommand = " + Worker.command("--text", "new") + "\n");
        }
        Until.holds("the edit", () -> realm.app("one").running() && Http.get(realm.socket("one"), "/").contains("new"));
        // The new worker may answer a moment before the turn that spawned it is published.
        App after = realm.awaitThat("one", app -> app.running() && app.generation() > before.generation());
        assertThat(after.generation()).isEqualTo(before.generation() + 1);
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.write(java.nio.ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void filesThatCanNotBeVassalsAreListedAsRefused() throws IOException {
        Path vassals = realm.vassals();
        for (String name : List.of("bad name.ini", "-dash.ini", "readme.txt", "x".repeat(101) + ".ini")) {
            Files.writeString(vassals.resolve(name), "[vassal]\ncommand = /bin/true\n");
        }
        Files.createDirectory(vassals.resolve("folder.ini"));
        realm.drop("good", Worker.command());
        realm.up();
        realm.await("good", "running");
        Json list = realm.get("/v1/apps");
        List<String> refused = list.list("refused").stream().map(r -> r.text("file")).toList();
        for (String name : List.of("bad name.ini", "-dash.ini", "readme.txt", "x".repeat(101) + ".ini", "folder.ini")) {
            assertThat(refused).contains(vassals.resolve(name).toString());
        }
        assertThat(list.list("refused")).allSatisfy(r -> assertThat(r.text("message")).isNotBlank());
        assertThat(list.list("apps")).hasSize(1);
    }

    @Test
    void nameThatAnEarlierDirectoryHasIsRefusedInALaterOne() throws IOException {
        Path second = Files.createDirectory(realm.place().resolve("second"));
        realm.drop("one", Worker.command("--text", "first"));
        realm.put(second.resolve("one.ini"), "[vassal]\ncommand = " + Worker.command("--text", "second") + "\n");
        realm.put(second.resolve("two.ini"), "[vassal]\ncommand = " + Worker.command() + "\n");
        realm.up("--vassals", second.toString());
        realm.await("one", "running");
        realm.await("two", "running");
        assertThat(Http.get(realm.socket("one"), "/")).contains("first");
        assertThat(realm.get("/v1/apps").list("refused")).anyMatch(r ->
                r.text("file").equals(second.resolve("one.ini").toString()) && !r.text("message").isBlank());
    }

    @Test
    void danglingLinkIsToldAndRunsOnceItsTargetIsThere() throws IOException {
        Path target = realm.place().resolve("later.ini");
        Files.createSymbolicLink(realm.file("one"), target);
        realm.drop("good", Worker.command());
        realm.up();
        realm.await("good", "running");
        Until.holds("told", () -> realm.knows("one") && realm.app("one").state().equals("invalid")
                || realm.get("/v1/apps").list("refused").stream().anyMatch(r -> r.text("file").endsWith("one.ini")));
        realm.put(target, "[vassal]\ncommand = " + Worker.command() + "\n");
        realm.await("one", "running");
    }
}
