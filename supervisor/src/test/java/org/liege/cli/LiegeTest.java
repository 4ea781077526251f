package org.liege.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiegeTest {
    private final Session session = new Session();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "dance | unknown command 'dance'",
        "logs shop | unknown command 'logs'",
        "doctor now | takes options only",
        "status a b | takes at most one APP, and then 'b' is too much",
        "status --wait 1s | 'liege status' has no option --wait",
        "status --json=yes | option --json takes no value",
        "status -x | unknown option '-x'",
        "status --run-dir | option --run-dir takes a value",
        "status --run-dir a --run-dir b | option --run-dir is given twice",
        "check | takes one or more PATHs",
        "version now | takes nothing",
        "up now | takes options only"
    })
    void aWrongCommandLineIsExplained(String line, String message) {
        assertThat(session.run(line.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(session.err()).startsWith("liege: ").contains(message).hasLineCount(1);
        assertThat(session.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"up", "status", "start", "stop", "restart", "reload", "reset", "why", "events", "check", "config",
                "version"})
    void everyCommandHasHelp(String command) {
        assertThat(session.run(command, "--help")).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).startsWith("usage: liege " + command);
        assertThat(session.run("-h", command)).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).startsWith("usage: liege " + command);
        assertThat(session.run("--help")).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).contains("\n  " + command);
    }

    @Test
    void helpFitsATerminal() {
        for (String command : List.of("", "up", "status", "stop", "why", "events", "check", "config", "version")) {
            assertThat(Help.of(command).lines()).allMatch(line -> line.length() <= 100);
        }
    }

    @Test
    void withoutACommandItPrintsTheHelpAsAnError() {
        assertThat(session.run()).isEqualTo(ExitCode.USAGE);
        assertThat(session.err()).startsWith("usage: liege COMMAND");
    }

    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        assertThat(session.run("version")).isEqualTo(ExitCode.DONE);
        String pom = Files.readString(Path.of(System.getProperty("liege.root"), "pom.xml"));
        assertThat(pom).contains("<artifactId>liege</artifactId>\n  <version>" + VersionCommand.VERSION + "</version>");
        assertThat(session.out()).isEqualTo("liege " + VersionCommand.VERSION + "\n");
        assertThat(session.run("--version")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void theRunDirectoryIsFlagThenVariableThenConfigurationThenThePlaceThatIsUsual(@TempDir Path place)
            throws IOException, UsageFault {
        Path file = place.resolve("liege.ini");
        Files.writeString(file, "[other]\nrun-dir = wrong\n[liege]\n; run-dir = wrong\r\n run-dir =  r un \r\n");
        Screen screen = new Screen(System.out, System.err, java.util.Map.of("LIEGE_RUN_DIR", "/variable"));
        Screen bare = new Screen(System.out, System.err, java.util.Map.of("XDG_RUNTIME_DIR", "/x"));
        Invocation flag = Invocation.of(List.of("--run-dir=/flag", "--config", file.toString(), "status"));
        Invocation config = Invocation.of(List.of("status", "--config", file.toString()));
        Invocation none = Invocation.of(List.of("status", "--config", place.resolve("absent").toString()));
        assertThat(RunDirectory.of(flag, screen)).isEqualTo(Path.of("/flag"));
        assertThat(RunDirectory.of(config, screen)).isEqualTo(Path.of("/variable"));
        assertThat(RunDirectory.of(config, bare)).isEqualTo(place.resolve("r un"));
        assertThat(RunDirectory.of(none, bare)).isIn(Path.of("/run/liege"), Path.of("/x/liege"));
    }

    @Test
    void checkPrintsEveryFaultWithItsPlace(@TempDir Path place) throws IOException {
        Files.writeString(place.resolve("good.ini"), "[vassal]\ncommand = /bin/true\n");
        assertThat(session.run("check", place.toString())).as(session.out() + session.err()).isEqualTo(ExitCode.DONE);
        assertThat(session.err()).isEqualTo("ok: 1 vassal\n");
        Path bad = place.resolve("bad.ini");
        Files.writeString(bad, "[vassal]\ncomand = /bin/true\nlisten = many\n");
        assertThat(session.run("check", place.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(session.out()).contains(bad + ":2: unknown key 'comand'", bad + ":3: ");
        assertThat(session.run("check", place.resolve("absent").toString())).isEqualTo(ExitCode.FAILED);
        assertThat(session.out()).contains("absent:0: ", "ENOENT");
    }

    @Test
    void checkPrintsNotesWithoutFailing(@TempDir Path place) throws IOException {
        Path file = place.resolve("shop.ini");
        Files.writeString(file, "[uwsgi]\nsocket = shop.sock\n");
        assertThat(session.run("check", place.toString())).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).startsWith(file + ":2: note: key 'socket' is a relative path");
        assertThat(session.err()).isEqualTo("ok: 1 vassal\n");
    }

    @Test
    void configShowsWhatHoldsAndWhereItComesFrom(@TempDir Path place) throws IOException {
        Path file = place.resolve("liege.ini");
        Files.writeString(file, "[liege]\nvassals = v\nmax-starting = 7\n");
        assertThat(session.run("config", "--config", file.toString(), "--run-dir", "/r")).isEqualTo(ExitCode.DONE);
        assertThat(session.out())
                .contains("max-starting = 7  (" + file + ":3)", "run-dir = /r  (command line)")
                .contains("vassals = " + place + "/v");
        assertThat(session.run("config", "--config", file.toString(), "--max-startin", "8")).isEqualTo(ExitCode.FAILED);
        assertThat(session.out()).contains("did you mean 'max-starting'?");
    }
}
