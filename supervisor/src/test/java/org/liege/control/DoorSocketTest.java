package org.liege.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorSocketTest {
    @TempDir
    private Path run;

    private final List<Integer> hardened = new ArrayList<>();

    private DoorSocket open(Door door) throws IOException {
        return DoorSocket.open(door, run, -1, hardened::add);
    }

    @Test
    void aSocketThatAnEarlierMasterLeftIsReplaced() throws IOException {
        DoorSocket first = open(Door.QUERY);
        first.channel().close();
        assertThat(run.resolve("query.sock")).exists();
        DoorSocket second = open(Door.QUERY);
        RawClient.connect(run.resolve("query.sock")).close();
        second.close();
        assertThat(run).isEmptyDirectory();
    }

    @Test
    void closingRemovesOnlyItsOwnFile() throws IOException {
        DoorSocket first = open(Door.QUERY);
        DoorSocket second = open(Door.QUERY);
        first.close();
        RawClient.connect(run.resolve("query.sock")).close();
        second.close();
        second.close();
        assertThat(run).isEmptyDirectory();
    }

    @Test
    void whatAMasterThatWasKilledMeanwhileLeftIsSweptAway() throws IOException {
        Path hatch = Files.createDirectory(run.resolve(".door-123"));
        Files.createFile(hatch.resolve("query.sock"));
        Files.createFile(run.resolve("other"));
        DoorSocket.sweep(run);
        assertThat(run.toFile().list()).containsExactly("other");
    }

    @Test
    void everyListenerIsMarkedCloseOnExec() throws IOException {
        try (DoorSocket door = open(Door.CONTROL)) {
            assertThat(hardened).containsExactly(door.channel().getFD());
        }
    }

    @Test
    void aDirectoryInItsPlaceIsNotRemoved() throws IOException {
        Path place = Files.createDirectory(run.resolve("query.sock"));
        Files.createFile(place.resolve("precious"));
        assertThatThrownBy(() -> open(Door.QUERY))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("could not open " + place + ": ");
        assertThat(place.resolve("precious")).exists();
        assertThat(run.toFile().list()).containsExactly("query.sock");
    }

    @Test
    void aMissingRunDirectoryIsSaid() {
        assertThatThrownBy(() -> DoorSocket.open(Door.QUERY, run.resolve("absent"), -1, fd -> { }))
                .hasMessage("could not open " + run.resolve("absent/query.sock") + ": no such directory (ENOENT)");
    }

    @Test
    void aPathThatLeavesNoRoomIsSaid() throws IOException {
        Path deep = Files.createDirectories(run.resolve("x".repeat(100)));
        assertThatThrownBy(() -> DoorSocket.open(Door.QUERY, deep, -1, fd -> { }))
                .hasMessageContaining("ENAMETOOLONG")
                .hasMessageContaining("shorter run-dir");
        assertThat(deep).isEmptyDirectory();
    }
}
