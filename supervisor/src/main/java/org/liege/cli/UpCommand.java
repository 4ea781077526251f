package org.liege.cli;

import java.util.List;
import org.liege.decree.DaemonConfigReader;
import org.liege.emperor.Daemon;
import org.liege.vassal.Fault;

/** {@code up}: becomes the master. */
final class UpCommand {
    private UpCommand() {}

    static int run(Invocation invocation, Screen screen) throws UsageFault {
        invocation.requireWords(0, 0, "options only");
        if (invocation.has("json")) {
            throw new UsageFault("'liege up' has no option --json");
        }
        DaemonConfigReader.Reading reading = Configuration.read(invocation, screen);
        List<Fault> options = reading.faults().stream()
                .filter(fault -> fault.file().equals(DaemonConfigReader.FLAGS))
                .toList();
        if (!options.isEmpty()) {
            options.forEach(fault -> screen.complain(Plain.text(fault.message()) + "; 'liege up --help' lists the options"));
            return ExitCode.USAGE;
        }
        if (reading.config().isEmpty()) {
            reading.faults().forEach(fault -> screen.complain(Plain.text(fault.toString())));
            return ExitCode.FAILED;
        }
        return Daemon.run(reading.config().get(), screen.environment(), System.out);
    }
}
