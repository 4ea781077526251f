package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathWatchTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path place;

    private final PathWatch watch = new PathWatch();
    private String directory;
    private long nanos = SECOND;

    @BeforeEach
    void comeToRest() throws IOException {
        directory = Files.createDirectory(place.resolve("apps")).toString();
        modifiedAt(1);
        round(5);
        round(5);
    }

    private void modifiedAt(long second) throws IOException {
        Files.setLastModifiedTime(Path.of(directory), FileTime.fromMillis(second * 1000));
    }

    private boolean round(int sockets) {
        nanos += SECOND;
        watch.begin(List.of(directory), nanos);
        return watch.stirred(directory, sockets);
    }

    @Test
    void looksAtNothingWhereNothingHappened() {
        assertThat(round(5)).isFalse();
        assertThat(round(5)).isFalse();
    }

    @Test
    void looksInTheRoundThatFindsAChangeAndInTheNext() throws IOException {
        modifiedAt(2);
        assertThat(round(5)).isTrue();
        assertThat(round(5)).isTrue();
        assertThat(round(5)).isFalse();
    }

    @Test
    void noticesAnotherDirectoryOfTheSameNameAndAge() throws IOException {
        Files.move(Path.of(directory), place.resolve("old"));
        Files.createDirectory(Path.of(directory));
        modifiedAt(1);
        assertThat(round(5)).isTrue();
    }

    @Test
    void looksAlwaysWhereTheDirectoryCannotBeSeen() throws IOException {
        Files.delete(Path.of(directory));
        assertThat(round(5)).isTrue();
        assertThat(round(5)).isTrue();
    }

    @Test
    void looksAtFewSocketsThemselves() {
        assertThat(round(1)).isTrue();
        assertThat(round(2)).isTrue();
    }

    @Test
    void looksAtAllOnceInAWhileBecauseAHintMayBeMissed() {
        nanos += 30 * SECOND;
        assertThat(round(5)).isTrue();
        assertThat(round(5)).isFalse();
    }
}
