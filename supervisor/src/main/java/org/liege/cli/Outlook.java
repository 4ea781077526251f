package org.liege.cli;

import org.liege.protocol.App;
import org.liege.protocol.Worker;

/** What comes next for an app, and when, if nobody does anything. */
final class Outlook {
    private Outlook() {}

    static String of(App app) {
        return switch (app.state()) {
            case "idle" -> idle(app);
            case "starting" -> "it runs once a worker is ready; one that is not within 'start-timeout' is ended and tried"
                    + " again";
            case "running" -> retry(app, "a new generation is tried", "nothing: it serves");
            case "overloaded" -> "it is 'running' again when its queue has drained below 'overload-clear'; overload never"
                    + " restarts it";
            case "reloading" -> "the new generation takes over once it has proven itself; if it fails, the old one serves on";
            case "backoff" -> retry(app, "it is tried", "it is tried when its turn at the start gate comes")
                    + "; meanwhile its socket holds who comes";
            case "failed" -> retry(app, "it is tried", "it stays down: 'restart' does not have it started again")
                    + "; meanwhile it refuses connections";
            case "stopping" -> stopping(app);
            case "stopped" -> app.stoppedByOperator()
                    ? "it stays down, also after a restart of the master, until 'liege start " + app.name() + "'"
                    : "it stays down until its file is edited or 'liege start " + app.name() + "'";
            case "invalid" -> "it starts as soon as its file is without fault";
            default -> "not known to this version of the command";
        };
    }

    private static String idle(App app) {
        return "demand".equals(app.start())
                ? "it starts when somebody connects to its socket"
                : "it starts when its turn at the start gate comes ('max-starting' apps start at once)";
    }

    private static String stopping(App app) {
        long left = app.workers().stream().map(Worker::pid).count();
        return "its " + (left == 1 ? "worker ends" : left + " workers end") + ", or get KILL after 'stop-timeout'";
    }

    private static String retry(App app, String what, String otherwise) {
        if (app.retryAt() == null) {
            return otherwise;
        }
        boolean due = !app.retryAt().isAfter(app.asOf());
        return what + " again " + (due ? "now" : "in " + Age.fine(app.asOf(), app.retryAt())
                + ", at " + EventLine.time(app.retryAt()));
    }
}
