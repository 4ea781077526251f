package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StateMachineDocumentTest {
    private static final Path PAGE = Path.of(System.getProperty("liege.root", "..")).resolve("docs/state-machine.md");

    @Test
    void thePictureIsUpToDateWithTheTable() throws IOException {
        String wanted = StateMachineDocument.render();
        if (Boolean.getBoolean("liege.write-docs")) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(PAGE).as("write it anew with: %s", StateMachineDocument.WRITE).exists();
        assertThat(Files.readString(PAGE)).as("write it anew with: %s", StateMachineDocument.WRITE).isEqualTo(wanted);
    }

    @Test
    void thePictureShowsTheProtocolsWords() {
        assertThat(StateMachineDocument.words()).containsExactly(
                "backoff", "failed", "idle", "invalid", "reloading", "running", "starting", "stopped", "stopping");
    }
}
