package org.liege.cli;

import org.liege.decree.DaemonConfigReader;

/** {@code config}: what holds, and where each value comes from. */
final class ConfigCommand {
    private ConfigCommand() {}

    static int run(Invocation invocation, Screen screen) throws UsageFault {
        invocation.requireWords(0, 0, "options only");
        DaemonConfigReader.Reading reading = Configuration.read(invocation, screen);
        Configuration.print(reading.faults(), screen);
        reading.config().ifPresent(config ->
                config.settings().forEach(setting -> screen.line(Plain.text(setting.toString()))));
        return reading.faults().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
