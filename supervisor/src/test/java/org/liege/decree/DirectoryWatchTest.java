package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class DirectoryWatchTest {
    @RegisterExtension
    final Sandpit sandpit = new Sandpit();

    /** Null stands for "something, somewhere". */
    private final List<Path> hints = Collections.synchronizedList(new ArrayList<>());
    private DirectoryWatch watch;

    private void watch(Path... directories) throws IOException {
        watch = DirectoryWatch.start(Set.of(directories), hints::add);
    }

    @AfterEach
    void close() {
        watch.close();
        await().atMost(Duration.ofSeconds(10)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("liege-watch")));
    }

    private void awaitHint(Path path) {
        await().atMost(Duration.ofSeconds(20)).until(() -> hints.contains(path));
        hints.clear();
    }

    @Test
    void everyKindOfChangeIsAHint() throws IOException {
        Path file = sandpit.vassal("shop");
        watch(sandpit.vassals());
        sandpit.drop("shop", "x");
        awaitHint(file);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        awaitHint(file);
        Files.writeString(file, "y");
        awaitHint(file);
        Files.delete(file);
        awaitHint(file);
        Files.createDirectory(file);
        awaitHint(file);
    }

    @Test
    void nothingBelowADirectoryIsWatched() throws IOException {
        Path below = Files.createDirectory(sandpit.vassals().resolve("below"));
        watch(sandpit.vassals());
        Files.createDirectory(sandpit.vassals().resolve("later"));
        Files.writeString(below.resolve("a.ini"), "x");
        Files.writeString(sandpit.vassals().resolve("later").resolve("b.ini"), "x");
        Files.writeString(sandpit.vassals().resolve("end"), "x");
        await().atMost(Duration.ofSeconds(20)).until(() -> hints.contains(sandpit.vassals().resolve("end")));
        assertThat(hints).allMatch(path -> path.getParent().equals(sandpit.vassals()));
    }

    @Test
    void severalDirectoriesAreWatchedAndThoseThatAreMissingAreNot() throws IOException {
        Path second = Files.createDirectory(sandpit.place().resolve("second"));
        Path missing = sandpit.place().resolve("missing");
        watch(sandpit.vassals(), second, missing);
        sandpit.drop("shop", "x");
        awaitHint(sandpit.vassal("shop"));
        sandpit.put(second.resolve("a.ini"), "x");
        awaitHint(second.resolve("a.ini"));
        assertThat(watch.covers(Set.of(sandpit.vassals(), second, missing))).isTrue();
        Files.createDirectory(missing);
        assertThat(watch.covers(Set.of(sandpit.vassals(), second, missing))).isFalse();
        assertThat(watch.covers(Set.of(sandpit.vassals()))).isFalse();
    }

    @Test
    void aDirectoryThatGoesIsAHintAndNoLongerCovered() throws IOException {
        watch(sandpit.vassals());
        Files.delete(sandpit.vassals());
        await().atMost(Duration.ofSeconds(20)).until(() -> hints.contains(null));
        assertThat(watch.covers(Set.of(sandpit.vassals()))).isFalse();
    }

    @Test
    void aDirectoryThatIsReplacedIsNoLongerCovered() throws IOException {
        watch(sandpit.vassals());
        Files.move(sandpit.vassals(), sandpit.place().resolve("aside"));
        Files.createDirectory(sandpit.vassals());
        assertThat(watch.covers(Set.of(sandpit.vassals()))).isFalse();
    }

    @Test
    void closingIsNoHint() throws IOException {
        watch(sandpit.vassals());
        close();
        assertThat(hints).isEmpty();
        assertThat(watch.covers(Set.of(sandpit.vassals()))).isFalse();
    }

    @Test
    void moreEventsThanTheKernelKeepsAreAHintAtEverythingAndTheWatchGoesOn() throws IOException {
        Phaser gate = new Phaser(1);
        watch = DirectoryWatch.start(Set.of(sandpit.vassals()), path -> {
            gate.awaitAdvance(0);
            hints.add(path);
        });
        // Nobody takes events meanwhile: the JDK keeps 512 of a directory, the kernel 16,384 (inotify(7)) of them all.
        Path file = sandpit.vassal("noise");
        for (int i = 0; i < 10_000; i++) {
            Files.createFile(file);
            Files.delete(file);
        }
        gate.arrive();
        await().atMost(Duration.ofSeconds(20)).until(() -> hints.contains(null));
        await().atMost(Duration.ofSeconds(20)).until(() -> watch.covers(Set.of(sandpit.vassals())));
        Path quiet = sandpit.vassals().resolve("after");
        Files.createFile(quiet);
        await().atMost(Duration.ofSeconds(20)).until(() -> hints.contains(quiet));
    }

    @Test
    void nothingToWatchIsNoFailure() throws IOException {
        watch(sandpit.place().resolve("missing"));
        assertThat(watch.covers(Set.of(sandpit.place().resolve("missing")))).isTrue();
    }
}
