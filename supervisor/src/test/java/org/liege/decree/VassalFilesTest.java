package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liege.vassal.Fault;

class VassalFilesTest {
    @RegisterExtension
    final Sandpit sandpit = new Sandpit();

    private VassalFiles.Report check(Path... paths) {
        DaemonConfigReader configurations =
                new DaemonConfigReader(PaperAccounts.root(), Map.of(), sandpit.place(), 2);
        return VassalFiles.check(
                List.of(paths), Reading.reader(PaperAccounts.root()), VassalDefaults.NONE, configurations);
    }

    @Test
    void goodFilesHaveNoFault() {
        sandpit.drop("a", "x");
        sandpit.drop("b", "y");
        assertThat(check(sandpit.vassals())).isEqualTo(new VassalFiles.Report(2, List.of(), List.of()));
        assertThat(check(sandpit.vassal("a"))).isEqualTo(new VassalFiles.Report(1, List.of(), List.of()));
    }

    @Test
    void everyFaultOfEveryFileIsReported() throws IOException {
        sandpit.put(sandpit.vassal("a"), "[vassal]\ncomand = x\nlisten = y\n");
        sandpit.put(sandpit.vassal("bad name"), Scanning.COMMAND);
        Files.createDirectory(sandpit.vassal("folder"));
        Files.createSymbolicLink(sandpit.vassal("link"), Path.of("nowhere"));
        sandpit.drop("z", "good");
        sandpit.put(sandpit.vassals().resolve("readme.txt"), "hello");
        VassalFiles.Report report = check(sandpit.vassals());
        assertThat(report.files()).isEqualTo(5);
        assertThat(report.faults()).containsExactly(
                new Fault(sandpit.vassal("a").toString(), 2, "unknown key 'comand'; did you mean 'command'?"),
                new Fault(sandpit.vassal("a").toString(), 3,
                        "key 'listen' needs a whole number from 0 to 65535, not 'y'"),
                new Fault(sandpit.vassal("bad name").toString(), 0, VassalName.ILLEGAL),
                new Fault(sandpit.vassal("folder").toString(), 0, "a directory is not a vassal file"),
                new Fault(sandpit.vassal("link").toString(), 0,
                        "the link leads nowhere: its target does not exist (ENOENT)"));
    }

    @Test
    void aMissingPathIsAFault() {
        Path nowhere = sandpit.place().resolve("nowhere.ini");
        assertThat(check(nowhere).faults()).containsExactly(new Fault(nowhere.toString(), 0,
                "could not look at '" + nowhere + "': no such file or directory (ENOENT)"));
    }

    @Test
    void aConfigurationIsCheckedAsOne() {
        Path file = sandpit.place().resolve("liege.ini");
        sandpit.put(file, "[liege]\nvassals = vassals\nmax-starting = 0\nmax-startin = 1\n");
        assertThat(check(file).faults()).containsExactly(
                new Fault(file.toString(), 3, "key 'max-starting' needs a whole number from 1 to 10000, not '0'"),
                new Fault(file.toString(), 4, "unknown key 'max-startin'; did you mean 'max-starting'?"));
    }
}
