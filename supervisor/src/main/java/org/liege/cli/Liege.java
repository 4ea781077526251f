package org.liege.cli;

import java.util.List;

/** The entry point. Each command is a class of its own, loaded only when it is the one that was called. */
public final class Liege {
    private Liege() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Screen screen = Screen.ofProcess();
        int code = run(List.of(args), screen);
        screen.flush();
        System.exit(code);
    }

    /** Runs one command; usage faults end in a message and {@link ExitCode#USAGE}. */
    static int run(List<String> words, Screen screen) {
        try {
            return dispatch(Invocation.of(words), screen);
        } catch (UsageFault fault) {
            screen.complain(fault.getMessage());
            return ExitCode.USAGE;
        }
    }

    private static int dispatch(Invocation invocation, Screen screen) throws UsageFault {
        if (invocation.wantsHelp()) {
            screen.print(Help.of(invocation.command()));
            return ExitCode.DONE;
        }
        return switch (invocation.command()) {
            case "" -> {
                screen.printError(Help.of(""));
                yield ExitCode.USAGE;
            }
            case "status" -> StatusCommand.run(invocation, screen);
            case "start", "stop", "restart", "reload", "reset" -> OrderCommand.run(invocation, screen);
            case "why" -> WhyCommand.run(invocation, screen);
            case "events" -> EventsCommand.run(invocation, screen);
            case "confirm" -> ConfirmCommand.run(invocation, screen);
            case "up" -> UpCommand.run(invocation, screen);
            case "check" -> CheckCommand.run(invocation, screen);
            case "config" -> ConfigCommand.run(invocation, screen);
            case "doctor" -> DoctorCommand.run(invocation, screen);
            case "version" -> VersionCommand.run(invocation, screen);
            default -> throw new UsageFault(
                    "unknown command '" + invocation.command() + "'; 'liege --help' lists the commands");
        };
    }
}
