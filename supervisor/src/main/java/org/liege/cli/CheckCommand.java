package org.liege.cli;

import org.liege.emperor.SystemAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liege.decree.DaemonConfig;
import org.liege.decree.DaemonConfigReader;
import org.liege.decree.DecreeReader;
import org.liege.decree.VassalDefaults;
import org.liege.decree.VassalFiles;
import org.liege.sandbox.Footprint;
import org.liege.vassal.Decree;
import org.liege.vassal.Fault;

/** {@code check PATH...}: reads vassal files as the master would and prints every fault and note. */
final class CheckCommand {
    private final Screen screen;
    private final List<Fault> faults = new ArrayList<>();

    private CheckCommand(Screen screen) {
        this.screen = screen;
    }

    static int run(Invocation invocation, Screen screen) throws UsageFault {
        invocation.requireOptions();
        invocation.requireWords(1, Integer.MAX_VALUE, "one or more PATHs");
        return new CheckCommand(screen).check(invocation);
    }

    private int check(Invocation invocation) throws UsageFault {
        DaemonConfigReader.Reading reading = Configuration.read(invocation, screen);
        if (reading.config().isEmpty()) {
            Configuration.print(reading.faults(), screen);
            return ExitCode.FAILED;
        }
        DaemonConfig config = reading.config().get();
        DecreeReader reader = new DecreeReader(config.surroundings(new SystemAccounts(), screen.environment()));
        VassalDefaults defaults =
                config.vassalDefaults().map(path -> defaults(path, reader)).orElse(VassalDefaults.NONE);
        List<Path> paths = invocation.words().stream().map(screen.workingDirectory()::resolve).toList();
        VassalFiles.Report report = VassalFiles.check(paths, reader, defaults, Configuration.reader(screen));
        faults.addAll(report.faults());
        Configuration.print(faults, screen);
        List<Fault> notes = new ArrayList<>(report.notes());
        report.decrees().forEach(decree -> notes.addAll(unseenVisitors(decree)));
        for (Fault note : notes) {
            screen.line(Plain.text(note.file() + ":" + note.line() + ": note: " + note.message()));
        }
        if (faults.isEmpty()) {
            screen.printError("ok: " + report.files() + (report.files() == 1 ? " vassal\n" : " vassals\n"));
        }
        return faults.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Where connections leave no trace, {@code idle} does nothing. */
    private static List<Fault> unseenVisitors(Decree decree) {
        if (decree.policy().idleMillis() == 0) {
            return List.of();
        }
        return decree.sockets().stream()
                .map(socket -> Footprint.whyNoneAt(socket.path())
                        .map(why -> new Fault(decree.file(), 0, "key 'idle' does nothing for " + socket.path() + ": " + why
                                + ", so that nobody can tell when it was last connected to")))
                .flatMap(Optional::stream)
                .toList();
    }

    private VassalDefaults defaults(Path path, DecreeReader reader) {
        try {
            DecreeReader.Defaults read = reader.readDefaults(path, Files.readAllBytes(path));
            faults.addAll(read.faults());
            return read.defaults();
        } catch (IOException e) {
            faults.add(new Fault(path.toString(), 0, "could not read vassal-defaults: " + e.getMessage()));
            return VassalDefaults.NONE;
        }
    }
}
