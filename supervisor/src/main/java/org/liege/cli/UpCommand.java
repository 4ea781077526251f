package org.liege.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code up}: becomes the master. */
final class UpCommand {
    private UpCommand() {}

    static int run(Invocation invocation, Screen screen) throws UsageFault {
        invocation.requireWords(0, 0, "options only");
        if (invocation.has("json")) {
            throw new UsageFault("'liege up' has no option --json");
        }
        invocation.option("config");
        return start(ConfigFile.find(invocation), Configuration.flags(invocation), screen);
    }

    /**
     * Runs the master to its end.
     *
     * @param config the configuration file, if there is one
     * @param flags values by key of {@code [liege]}
     */
    private static int start(Optional<Path> config, Map<String, List<String>> flags, Screen screen) {
        screen.complain("could not start a master: it is not part of this build; configuration " + config.orElse(null)
                + ", keys " + flags.keySet());
        return ExitCode.FAILED;
    }
}
