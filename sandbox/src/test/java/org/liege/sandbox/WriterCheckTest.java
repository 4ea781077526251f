package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WriterCheckTest {
    @RegisterExtension
    final Workbench bench = new Workbench();

    @Test
    void tellsAFileThatIsBeingWrittenFromAQuietOne() throws Exception {
        Path file = bench.file("x.ini", "[vassal]", "rw-r--r--");
        assertThat(WriterCheck.of(file.toString())).isEqualTo(WriterCheck.QUIET);
        try (OutputStream writer = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            writer.write('\n');
            assertThat(WriterCheck.of(file.toString())).isEqualTo(WriterCheck.BEING_WRITTEN);
        }
        assertThat(WriterCheck.of(file.toString())).isEqualTo(WriterCheck.QUIET);
    }

    @Test
    void knowsNothingOfWhatIsMissingOrNoFile() {
        assertThat(WriterCheck.of(bench.path("none").toString())).isEqualTo(WriterCheck.UNKNOWN);
        assertThat(WriterCheck.of(bench.directory().toString())).isEqualTo(WriterCheck.UNKNOWN);
        assertThat(WriterCheck.of("/dev/null")).isEqualTo(WriterCheck.UNKNOWN);
    }

    @Test
    void survivesWritersThatComeInTheMiddleOfIt() throws Exception {
        Path file = bench.file("x.ini", "", "rw-r--r--");
        Child writer =
                bench.start(Surroundings.sh("i=0; while [ $i -lt 3000 ]; do echo $i >" + file + "; i=$((i+1)); done"));
        while (!writer.pidfd().hasEnded()) {
            assertThat(WriterCheck.of(file.toString())).isNotEqualTo(WriterCheck.UNKNOWN);
        }
        assertThat(writer.exit()).isEqualTo(ExitStatus.exited(0));
        assertThat(file).hasContent("2999");
    }
}
