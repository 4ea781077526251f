package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reader makes of a [uwsgi] section is what uWSGI itself makes of it, option by option, or a fault. */
class UwsgiShowConfigIT {
    static final Path FIXTURES = Path.of("../test-fixtures/uwsgi").toAbsolutePath().normalize();

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".ini"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void thereAreManyFilesToCompare() throws IOException {
        assertThat(files().count()).isGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsReadAsUwsgiReadsIt(String name) throws IOException {
        Path file = FIXTURES.resolve(name);
        Optional<String> theirs = ShowConfig.of(file);
        UwsgiComparison.compare(file, Files.readAllBytes(file), theirs);
    }
}
