package org.liege.cli;

/** {@code version}. */
final class VersionCommand {
    /** The POM's; a test compares them. */
    static final String VERSION = "0.1.0";

    private VersionCommand() {}

    static int run(Invocation invocation, Screen screen) throws UsageFault {
        invocation.requireOptions();
        invocation.requireWords(0, 0, "nothing");
        screen.line("liege " + VERSION);
        return ExitCode.DONE;
    }
}
