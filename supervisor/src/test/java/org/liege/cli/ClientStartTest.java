package org.liege.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liege.control.DoorsFixture;
import org.liege.control.Views;

/** What a client command loads decides how fast it starts. */
class ClientStartTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private static final List<String> DAEMON = List.of(
            " jnr.", " com.kenai.jffi.", " org.apache.logging.", " org.slf4j.", " org.liege.decree.",
           " org.liege.sandbox.", " org.liege.emperor.", " org.liege.control.", " java.util.Formatter");

    private DoorsFixture doors;

    @BeforeEach
    void openDoors() throws IOException {
        doors = DoorsFixture.open();
        doors.court.publish(List.of(Views.shop()));
    }

    @AfterEach
    void closeDoors() throws IOException {
        doors.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "status shop", "start shop", "why shop", "version"})
    void clientCommandsLoadNothingOfTheDaemon(String line) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Xlog:class+load:stdout",
                "-cp", System.getProperty("java.class.path"), Liege.class.getName()));
        command.addAll(List.of(line.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LIEGE_RUN_DIR", doors.runDir.toString());
        Process client = builder.start();
        try {
            String log = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(client.exitValue()).isZero();
            assertThat(log).contains(" org.liege.cli.Liege ");
            assertThat(log.lines().filter(ClientStartTest::isOfTheDaemon)).isEmpty();
        } finally {
            client.destroyForcibly();
        }
    }

    private static boolean isOfTheDaemon(String line) {
        return DAEMON.stream().anyMatch(line::contains);
    }
}
