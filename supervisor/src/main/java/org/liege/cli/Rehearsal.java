package org.liege.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs one of each client command in a single process, for recording a class data archive: the archive holds what
 * that process loaded, and would make only the command fast that it was recorded with. Called by the launcher,
 * against a master of its own.
 */
public final class Rehearsal {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("status"),
            List.of("status", "one"),
            List.of("status", "one", "--json"),
            List.of("status", "nobody"),
            List.of("why", "one"),
            List.of("why", "noone"),
            List.of("reset", "one", "--wait", "1s"),
            List.of("stop", "one", "--wait", "0"),
            List.of("dance"),
            List.of("version"));

    private Rehearsal() {}

    /**
     * {@code args}: options for every command, {@code --run-dir DIR} among them. Ends with 0 whatever the commands
     * end with.
     */
    public static void main(String[] args) throws UsageFault {
        Screen screen = Screen.ofProcess();
        // The way to a run directory that nobody names, without asking a master there.
        RunDirectory.of(Invocation.of(List.of("status")), screen.without("LIEGE_RUN_DIR"));
        for (List<String> command : COMMANDS) {
            List<String> words = new ArrayList<>(List.of(args));
            words.addAll(command);
            Liege.run(words, screen);
        }
        screen.flush();
        System.exit(ExitCode.DONE);
    }
}
