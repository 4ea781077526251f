package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole directory is exchanged at once: exactly what differs is acted on, and a loss of all is doubted. */
@Timeout(120)
class DirectorySwapIT {
    /** Longer than an edit may be put off because of the one before it. */
    private static final Duration REST = Duration.ofMillis(1500);

    @RegisterExtension
    final Realm realm = new Realm();

    private Path release(String name) throws IOException {
        Path release = realm.place().resolve(name);
        Files.createDirectories(release);
        return release;
    }

    private void vassal(Path release, String name, String text) {
        realm.put(release.resolve(name + ".ini"),
                "[vassal]\ncommand = " + Worker.command("--text", text) + "\nstop-timeout = 3s\n");
    }

    private static void keep(Path from, Path to, String name) {
        Commands.run("cp", "-p", from.resolve(name + ".ini").toString(), to.toString()).mustSucceed();
    }

    /** Two releases: {@code same} stays as it is, {@code edited} differs, {@code gone} and {@code fresh} are in one. */
    private void releases(Path before, Path after) {
        vassal(before, "same", "same");
        vassal(before, "edited", "old");
        vassal(before, "gone", "gone");
        keep(before, after, "same");
        vassal(after, "edited", "new");
        vassal(after, "fresh", "fresh");
    }

    private App up(String name) {
        return realm.awaitThat(name, app -> app.readyPids().size() == 1);
    }

    private String text(String name) {
        return Http.get(realm.socket(name), "/").lines().skip(1).findFirst().orElse("");
    }

    private void assertSwapped(App same, App edited) {
        up("fresh");
        Until.holds("gone is unknown", () -> !realm.knows("gone"));
        realm.awaitThat("edited", app -> app.readyPids().size() == 1 && !app.pids().contains(edited.pid()));
        Until.stays(REST, () -> {
            assertThat(realm.app("same").pids()).isEqualTo(same.pids());
            assertThat(realm.app("edited").generation()).isEqualTo(edited.generation() + 1);
        });
        assertThat(text("edited")).isEqualTo("new");
        assertThat(realm.app("fresh").starts()).isEqualTo(1);
        assertThat(realm.apps()).hasSize(3);
        assertThat(complaints()).isEmpty();
    }

    private List<?> complaints() {
        return (List<?>) realm.get("/healthz").at("complaints");
    }

    @Test
    void swappedLinkToTheDirectoryIsWhatDiffersAndNothingElse() throws IOException {
        Path before = release("releases/41");
        Path after = release("releases/42");
        releases(before, after);
        Files.delete(realm.vassals());
        Files.createSymbolicLink(realm.vassals(), before);
        realm.up();
        App same = up("same");
        App edited = up("edited");
        up("gone");
        Commands.run("ln", "-sfn", after.toString(), realm.vassals().toString()).mustSucceed();
        assertSwapped(same, edited);
    }

    @Test
    void renamedDirectoryInThePlaceOfTheOldIsWhatDiffersAndNothingElse() throws IOException {
        Path after = release("next");
        releases(realm.vassals(), after);
        realm.up();
        App same = up("same");
        App edited = up("edited");
        up("gone");
        Files.move(realm.vassals(), realm.place().resolve("previous"));
        Files.move(after, realm.vassals());
        assertSwapped(same, edited);
        vassal(realm.vassals(), "later", "later");
        up("later");
    }

    /** As Kubernetes mounts a ConfigMap: each file is a link through {@code ..data}, which is what is swapped. */
    @Test
    void swappedLinkInTheMiddleOfThePathIsOneEditOfEachFileThatDiffers() throws IOException {
        Path before = release("vassals/..1");
        Path after = release("vassals/..2");
        vassal(before, "same", "same");
        vassal(before, "edited", "old");
        keep(before, after, "same");
        vassal(after, "edited", "new");
        Files.createSymbolicLink(realm.vassals().resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(realm.file("same"), Path.of("..data/same.ini"));
        Files.createSymbolicLink(realm.file("edited"), Path.of("..data/edited.ini"));
        realm.up();
        App same = up("same");
        App edited = up("edited");
        Commands.run("ln", "-sfn", "..2", realm.vassals().resolve("..data").toString()).mustSucceed();
        realm.awaitThat("edited", app -> app.readyPids().size() == 1 && !app.pids().contains(edited.pid()));
        Until.stays(REST, () -> assertThat(realm.app("same").pids()).isEqualTo(same.pids()));
        assertThat(realm.app("edited").generation()).isEqualTo(edited.generation() + 1);
        assertThat(text("edited")).isEqualTo("new");
    }

    @Test
    void directoryThatIsDeletedAndMadeAnewWithTheSameFilesChangesNothing() throws IOException {
        vassal(realm.vassals(), "one", "one");
        vassal(realm.vassals(), "two", "two");
        realm.up();
        App one = up("one");
        App two = up("two");
        Path backup = realm.place().resolve("backup");
        Commands.run("cp", "-a", realm.vassals().toString(), backup.toString()).mustSucceed();
        Commands.run("rm", "-r", realm.vassals().toString()).mustSucceed();
        Until.holds("a complaint", () -> !complaints().isEmpty());
        Commands.run("cp", "-a", backup.toString(), realm.vassals().toString()).mustSucceed();
        Until.holds("no complaint", () -> complaints().isEmpty());
        vassal(realm.vassals(), "marker", "marker");
        up("marker");
        assertThat(realm.app("two").pids()).isEqualTo(two.pids());
        assertThat(realm.app("one").pids()).isEqualTo(one.pids());
    }
}
