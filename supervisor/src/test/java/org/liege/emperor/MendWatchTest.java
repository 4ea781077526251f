package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liege.sandbox.Confinement;
import org.liege.sandbox.Rlimits;
import org.liege.vassal.Fact;

class MendWatchTest {
    @TempDir
    Path place;

    private final Mailbox mailbox = new Mailbox();
    private final MendWatch mends = new MendWatch(mailbox);
    private String path;

    @BeforeEach
    void directoriesOfPath() throws IOException {
        path = "PATH=" + Files.createDirectory(place.resolve("first")) + ":" + Files.createDirectory(place.resolve("second"));
    }

    private Confinement how(String command, Path directory) {
        return new Confinement(List.of(command), directory.toString(), List.of(path), 022, Optional.empty(),
                Rlimits.INHERITED, OptionalLong.empty(), 0, false, false, false);
    }

    private boolean mended() throws InterruptedException {
        mends.look();
        List<Message> told = mailbox.takeAll(0);
        assertThat(told).allMatch(message -> message.equals(new Message.Observed("shop", new Fact.Mended())));
        return !told.isEmpty();
    }

    @Test
    void programThatAppearsAnywhereInPathIsNoticedOnce() throws Exception {
        mends.watch("shop", how("server", place));
        assertThat(mended()).isFalse();
        Files.createFile(place.resolve("second/server"));
        assertThat(mended()).isTrue();
        assertThat(mends.watching()).isFalse();
    }

    @Test
    void programThatIsWorkedOnIsNoticed() throws Exception {
        Path server = Files.createFile(place.resolve("server"));
        mends.watch("shop", how(server.toString(), place));
        assertThat(mended()).isFalse();
        Files.writeString(server, "#!/bin/sh\n");
        assertThat(mended()).isTrue();
    }

    @Test
    void directoryThatAppearsIsNoticed() throws Exception {
        mends.watch("shop", how("/bin/true", place.resolve("later")));
        assertThat(mended()).isFalse();
        Files.createDirectory(place.resolve("later"));
        assertThat(mended()).isTrue();
    }

    @Test
    void pathOfNothingButSeparatorsHarmsNobody() throws Exception {
        path = "PATH=:";
        mends.watch("shop", how("server", place));
        assertThat(mended()).isFalse();
    }
}
