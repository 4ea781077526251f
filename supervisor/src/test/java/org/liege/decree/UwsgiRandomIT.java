package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** As {@link UwsgiShowConfigIT}, over files of chance. A failure prints the file; its seed replays it. */
class UwsgiRandomIT {
    private static final int FEW = 80;
    private static final int MANY = 1000;

    @RegisterExtension
    final Sandpit sandpit = new Sandpit();

    @Test
    void theSameFilesAreReadAlike() throws IOException {
        compare(0, FEW);
    }

    @Test
    @Tag("slow")
    void manyNewFilesAreReadAlike() throws IOException {
        compare(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE / 2), MANY);
    }

    private void compare(long first, int count) throws IOException {
        Files.createSymbolicLink(sandpit.vassals().resolve("companions"), UwsgiShowConfigIT.FIXTURES.resolve("companions"));
        Path file = sandpit.vassal("shop");
        int same = 0;
        for (long seed = first; seed < first + count; seed++) {
            byte[] content = RandomUwsgiFile.of(seed).getBytes(StandardCharsets.UTF_8);
            Files.write(file, content);
            try {
                same += UwsgiComparison.compare(file, content, ShowConfig.of(file)) ? 1 : 0;
            } catch (AssertionError difference) {
                throw new AssertionError("seed " + seed + ":\n" + RandomUwsgiFile.of(seed), difference);
            }
        }
        System.out.println(same + " of " + count + " random files from seed " + first + " were read by both");
        assertThat(same).as("files that both could read").isGreaterThan(count / 4);
    }
}
