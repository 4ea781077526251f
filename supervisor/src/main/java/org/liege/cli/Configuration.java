package org.liege.cli;

import org.liege.emperor.SystemAccounts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liege.decree.DaemonConfigReader;

/** The daemon's configuration, read in full; only for commands that can wait for the decree package to load. */
final class Configuration {
    private Configuration() {}

    static DaemonConfigReader.Reading read(Invocation invocation, Screen screen) throws UsageFault {
        Path file = ConfigFile.find(invocation).orElse(null);
        return reader(screen).read(file, flags(invocation));
    }

    static DaemonConfigReader reader(Screen screen) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new DaemonConfigReader(
                new SystemAccounts(), screen.environment(), screen.workingDirectory(), processors);
    }

    /** Every option but {@code --config} is a key. */
    static Map<String, List<String>> flags(Invocation invocation) {
        Map<String, List<String>> flags = new LinkedHashMap<>(invocation.options());
        flags.remove("config");
        return flags;
    }

    static void print(List<org.liege.vassal.Fault> faults, Screen screen) {
        faults.forEach(fault -> screen.line(Plain.text(fault.toString())));
    }
}
