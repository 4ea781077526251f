package org.liege.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.liege.protocol.ControlClient;
import org.liege.protocol.NoMaster;

/** The running master, as a command reaches it. */
final class Master {
    private final Path runDirectory;

    private Master(Path runDirectory) {
        this.runDirectory = runDirectory;
    }

    static Master of(Invocation invocation, Screen screen) throws UsageFault {
        return new Master(RunDirectory.of(invocation, screen));
    }

    /** The door that takes orders. */
    ControlClient orders() {
        return new ControlClient(runDirectory.resolve("control.sock"));
    }

    /** The door that tells most of those that this user may use. */
    ControlClient questions() {
        Path query = runDirectory.resolve("query.sock");
        boolean onlyQuery = !Files.isWritable(runDirectory.resolve("control.sock")) && Files.isWritable(query);
        return onlyQuery ? new ControlClient(query) : orders();
    }

    /** Says why nobody was reached, and what to do. */
    static int complain(IOException failure, Screen screen) {
        screen.complain(failure.getMessage() + advice(failure));
        return failure instanceof NoMaster ? ExitCode.NO_MASTER : ExitCode.FAILED;
    }

    private static String advice(IOException failure) {
        if (!(failure instanceof NoMaster none)) {
            return "";
        }
        return switch (none.why()) {
            case ABSENT, REFUSED -> "; start one with 'liege up', or name its directory with --run-dir";
            case FORBIDDEN -> "; become its user, or root";
            case MUTE, BROKEN -> "; look at its log";
            case UNUSABLE -> "; choose a shorter --run-dir";
        };
    }
}
