package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liege.vassal.State;
import org.liege.decree.DaemonConfig.Setting;
import org.liege.decree.DaemonConfigReader.Reading;

class DaemonConfigReaderTest {
    @RegisterExtension
    final Sandpit sandpit = new Sandpit();

    private Accounts accounts = PaperAccounts.root();
    private Map<String, String> environment = Map.of();

    private Reading read(Path file, Map<String, List<String>> flags) {
        return new DaemonConfigReader(accounts, environment, Path.of("/somewhere"), 3).read(file, flags);
    }

    private DaemonConfig config(Path file, Map<String, List<String>> flags) {
        Reading reading = read(file, flags);
        assertThat(reading.faults()).isEmpty();
        return reading.config().orElseThrow();
    }

    private Path file(String... lines) {
        Path file = sandpit.place().resolve("liege.ini");
        sandpit.put(file, "[liege]\n" + String.join("\n", lines) + "\n");
        return file;
    }

    private static List<String> messages(Reading reading) {
        assertThat(reading.config()).isEmpty();
        return reading.faults().stream().map(fault -> fault.line() + ": " + fault.message()).toList();
    }

    @Test
    void rootHasUsualPlaces() {
        DaemonConfig config = config(null, Map.of());
        assertThat(config.vassals()).containsExactly("/etc/liege/vassals");
        assertThat(config.runDirectory()).isEqualTo(Path.of("/run/liege"));
        assertThat(config.logDirectory()).isEqualTo(Path.of("/var/log/liege"));
        assertThat(config.proxyGid()).isEqualTo(PaperAccounts.PROXY_GID);
        assertThat(config.maxStarting()).isEqualTo(6);
        assertThat(config.vassalDefaults()).isEmpty();
    }

    @Test
    void anotherRunDirectoryHasItsLogsWithin() {
        DaemonConfig config = config(null, Map.of("run-dir", List.of("run")));
        assertThat(config.runDirectory()).isEqualTo(Path.of("/somewhere/run"));
        assertThat(config.logDirectory()).isEqualTo(Path.of("/somewhere/run/log"));
    }

    @Test
    void aUserHasTheRuntimeDirectoryAndItsOwnGroup() {
        accounts = PaperAccounts.alice();
        environment = Map.of("XDG_RUNTIME_DIR", "/run/user/1000");
        DaemonConfig config = config(null, Map.of());
        assertThat(config.runDirectory()).isEqualTo(Path.of("/run/user/1000/liege"));
        assertThat(config.logDirectory()).isEqualTo(Path.of("/run/user/1000/liege/log"));
        assertThat(config.proxyGid()).isEqualTo(1000);
    }

    @Test
    void aUserWithoutAnyRunDirectoryIsTold() {
        accounts = PaperAccounts.alice();
        assertThat(messages(read(null, Map.of()))).containsExactly("0: key 'run-dir' is not set, and neither are "
                + "LIEGE_RUN_DIR and XDG_RUNTIME_DIR; only root has a usual one");
    }

    @Test
    void flagsComeBeforeTheEnvironmentBeforeTheFile() {
        Path file = file("run-dir = /run/file", "max-starting = 5", "vassals = a", "vassals = /srv/*/b");
        environment = Map.of("LIEGE_RUN_DIR", "/run/environment");
        assertThat(config(file, Map.of()).runDirectory()).isEqualTo(Path.of("/run/environment"));
        DaemonConfig config = config(file, Map.of("run-dir", List.of("/run/flag"), "vassals", List.of("x")));
        assertThat(config.runDirectory()).isEqualTo(Path.of("/run/flag"));
        assertThat(config.vassals()).containsExactly("/somewhere/x");
        assertThat(config.maxStarting()).isEqualTo(5);
        environment = Map.of();
        assertThat(config(file, Map.of()).vassals())
                .containsExactly(sandpit.place().resolve("a").toString(), "/srv/*/b");
    }

    @Test
    void everySettingTellsWhereItComesFrom() {
        Path file = file("vassals = a", "vassals = b", "proxy-group = adm", "vassal-defaults = d.ini");
        environment = Map.of("LIEGE_RUN_DIR", "/run/e");
        assertThat(config(file, Map.of("max-starting", List.of("7"))).settings()).containsExactly(
                new Setting("vassals", sandpit.place() + "/a", file + ":2"),
                new Setting("vassals", sandpit.place() + "/b", file + ":3"),
                new Setting("run-dir", "/run/e", "LIEGE_RUN_DIR"),
                new Setting("log-dir", "/run/e/log", "default"),
                new Setting("proxy-group", "4", file + ":4"),
                new Setting("max-starting", "7", "command line"),
                new Setting("adopt-only", "false", "default"),
                new Setting("ready-fd", "none", "default"),
                new Setting("vassal-defaults", sandpit.place() + "/d.ini", file + ":5"),
                new Setting("hook", "none", "default"),
                new Setting("hook-timeout", "10s", "default"),
                new Setting("hook-on", "all", "default"));
        assertThat(new Setting("a", "b", "c:1")).hasToString("a = b  (c:1)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "vassal = x          ~ unknown key 'vassal'; did you mean 'vassals'?",
        "tyrant = true       ~ key 'tyrant' is not supported in this version",
        "http = :8080        ~ key 'http' is not supported in this version",
        "max-starting = lots ~ key 'max-starting' needs a whole number from 1 to 10000, not 'lots'",
        "ready-fd = 2        ~ key 'ready-fd' needs a whole number from 3 to 255, not '2'",
        "ready-fd = -1       ~ key 'ready-fd' needs a whole number from 3 to 255, not '-1'",
        "run-dir =           ~ key 'run-dir' needs a value",
        "hook = '/bin/x     ~ key 'hook' has a ' without its end",
        "hook = alarm --now  ~ key 'hook' needs the program's absolute path, not 'alarm'",
        "hook =              ~ key 'hook' names no program",
        "hook-timeout = 1ms  ~ key 'hook-timeout' needs a duration from 100ms to 30d, not '1ms'",
        "proxy-group = ghost ~ key 'proxy-group' names the unknown group 'ghost'",
    })
    void aBadLineIsAFaultAtItsLine(String line, String message) {
        assertThat(messages(read(file(line), Map.of()))).containsExactly("2: " + message);
    }

    @Test
    void allFaultsAreToldTogether() {
        Reading reading = read(file("max-starting = 0", "log-dir = a", "log-dir = b"),
                Map.of("bogus", List.of("x"), "run-dir", List.of("/a", "/b")));
        assertThat(messages(reading)).containsExactlyInAnyOrder(
                "2: key 'max-starting' needs a whole number from 1 to 10000, not '0'",
                "4: key 'log-dir' stands here and on line 3; it takes one value",
                "0: unknown key 'bogus'",
                "0: key 'run-dir' is given twice; it takes one value");
    }

    @Test
    void hookIsReadAsWordsWithItsStates() {
        HookDecree hook = config(file("hook = /bin/alarm 'a b' --c", "hook-on = failed, overloaded"), Map.of()).hook();
        assertThat(hook.command()).containsExactly("/bin/alarm", "a b", "--c");
        assertThat(hook.on()).containsExactlyInAnyOrder(State.FAILED, State.OVERLOADED);
        assertThat(hook.timeoutMillis()).isEqualTo(10_000);
        assertThat(config(file("max-starting = 3"), Map.of()).hook().isSet()).isFalse();
        assertThat(messages(read(file("hook-on = running,runing"), Map.of()))).singleElement().asString()
                .contains("needs 'all' or states", "did you mean 'running'?");
    }

    @Test
    void anOverriddenValueIsCheckedAllTheSame() {
        assertThat(messages(read(file("max-starting = x"), Map.of("max-starting", List.of("3"))))).hasSize(1);
    }

    @Test
    void aRunDirectoryThatLeavesNoRoomForSocketsIsAFault() {
        assertThat(config(null, Map.of("run-dir", List.of("/" + "x".repeat(94))))).isNotNull();
        assertThat(messages(read(null, Map.of("run-dir", List.of("/" + "x".repeat(95)))))).singleElement().asString()
                .startsWith("0: key 'run-dir' has 96 bytes");
    }

    @Test
    void aGroupOfOthersNeedsRoot() {
        accounts = PaperAccounts.alice();
        environment = Map.of("LIEGE_RUN_DIR", "/run/x");
        assertThat(config(null, Map.of("proxy-group", List.of("audio"))).proxyGid()).isEqualTo(29);
        assertThat(messages(read(null, Map.of("proxy-group", List.of("www-data"))))).singleElement().asString()
                .endsWith("which needs the daemon to run as root");
    }

    @Test
    void aMissingFileOrAnotherSectionIsAFault() {
        assertThat(messages(read(sandpit.place().resolve("none.ini"), Map.of())))
                .containsExactly("0: could not read the configuration: no such file or directory (ENOENT)");
        sandpit.put(sandpit.place().resolve("x.ini"), "[vassal]\ncommand = x\n");
        assertThat(messages(read(sandpit.place().resolve("x.ini"), Map.of())))
                .containsExactly("1: unknown section '[vassal]'; it takes [liege]");
    }

    @Test
    void everyKeysExampleIsValid() {
        for (DaemonKey key : DaemonKey.all()) {
            assertThat(read(file(key.name() + " = " + key.example()), Map.of()).config()).as(key.name()).isNotEqualTo(
                    Optional.empty());
        }
    }
}
