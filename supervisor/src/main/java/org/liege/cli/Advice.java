package org.liege.cli;

import org.liege.protocol.App;

/** What the operator can do about the cause of an app's state. */
final class Advice {
    private Advice() {}

    /** {@code cause}: the protocol's word for it; null when it isn't known. */
    static String on(App app, String cause) {
        String name = app.name();
        return switch (cause == null ? "" : cause) {
            case "ready", "adopted", "relieved" -> app.faults().isEmpty()
                    ? "nothing"
                    : "mend its file: what runs is the last good version";
            case "decreed", "spawned", "called", "reloading", "edited", "ordered-restart" ->
                    "wait; 'liege events " + name + "' shows how it goes on";
            case "exited" -> "look at its last words and its log (" + log(name) + "); 'liege reset " + name
                    + "' tries at once";
            case "not-executed" -> "mend 'command', 'chdir' or the rights of what they name; it is tried as soon as the"
                    + " program is there, or by 'liege reset " + name + "'";
            case "not-ready-in-time" -> "see in its log (" + log(name) + ") what it waits for; if it only needs longer,"
                    + " raise 'start-timeout'; if it never says READY=1, choose another 'ready'";
            case "spawn-failed" -> "see what the machine lacks (processes, memory, open files); it is tried again by"
                    + " itself";
            case "listen-failed" -> "see who holds its path, or who may write there; 'liege reset " + name
                    + "' tries at once";
            case "finished" -> "nothing if it was to end; else choose another 'restart', or 'liege start " + name + "'";
            case "ordered-stop" -> "'liege start " + name + "'";
            case "bad-reload" -> "mend what its new version lacks (see 'faults' and " + log(name) + "); an edit of its file"
                    + " tries at once";
            case "hung" -> "see in its log (" + log(name) + ") what it hangs on; if it is only slow, make 'watchdog' or"
                    + " 'health-interval' longer";
            case "asleep" -> "nothing; 'liege start " + name + "' starts it without a visitor";
            case "overloaded" -> "raise 'processes', or see what makes it slow; a longer 'listen' only lets more wait";
            case "withdrawn" -> "nothing; its file put back starts it again";
            case "master-ends" -> "start the master again";
            case "faulty" -> "mend its file ('liege check " + (app.file() == null ? "FILE" : app.file()) + "')";
            default -> "look at its log (" + log(name) + ")";
        };
    }

    private static String log(String name) {
        return name + ".log in 'log-dir'";
    }
}
