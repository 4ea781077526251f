package org.liege.cli;

import org.liege.protocol.App;
import org.liege.protocol.Exit;
import org.liege.protocol.Fault;
import org.liege.protocol.Socket;
import org.liege.protocol.Worker;

/** All about one app, a line each. */
final class AppBlock {
    private static final int LABEL_WIDTH = 10;

    private final App app;
    private final StringBuilder out = new StringBuilder();

    private AppBlock(App app) {
        this.app = app;
    }

    static String of(App app) {
        AppBlock block = new AppBlock(app);
        block.build();
        return block.out.toString();
    }

    private void build() {
        line(app.name(), app.state() + " for " + Age.between(app.since(), app.asOf()));
        line("reason", app.reason());
        line("file", app.file());
        line("start", app.start() + (app.stoppedByOperator() ? ", stopped by the operator" : ""));
        line("starts", app.starts() + ", of which restarts " + app.restarts());
        if (app.retryAt() != null) {
            line("next try", "in " + Age.between(app.asOf(), app.retryAt()));
        }
        app.workers().forEach(this::worker);
        app.sockets().forEach(this::socket);
        if (app.queue() != null && app.queue().length() != null && app.queue().length() > 0
                && app.queue().expectedWaitMillis() != null) {
            line("wait", "some " + app.queue().expectedWaitMillis() + " ms until a connection made now is accepted");
        }
        if (app.lastExit() != null) {
            line("last exit", exit(app.lastExit()));
        }
        app.metadata().forEach((key, value) -> line("name." + key, value));
        for (Fault fault : app.faults()) {
            line("fault", fault.toString());
        }
    }

    private void worker(Worker worker) {
        String pid = worker.pid() == null ? "" : "pid " + worker.pid() + ", ";
        line("worker", pid + "generation " + worker.generation() + ", " + (worker.ready() ? "ready" : "not ready")
                + (worker.adopted() ? ", adopted" : "") + ", for " + Age.between(worker.since(), app.asOf()));
    }

    private void socket(Socket socket) {
        String queue = socket.inode() == 0
                ? "closed"
                : AppTable.known(socket.length()) + " waiting of " + AppTable.known(socket.limit())
                        + (socket.limit() != null && socket.limit() != socket.requested()
                                ? " (asked for " + socket.requested() + ")"
                                : "")
                        + (socket.peak() == null ? "" : ", peak " + socket.peak());
        line("socket", socket.path() + ", " + queue);
    }

    private String exit(Exit exit) {
        String how = exit.signal() != null
                ? "by SIG" + exit.signal()
                : exit.code() != null ? "with code " + exit.code() : "in an unknown way";
        return "pid " + exit.pid() + " " + how + (exit.oomKilled() ? ", killed for want of memory" : "") + ", "
                + Age.between(exit.at(), app.asOf()) + " ago";
    }

    private void line(String what, String text) {
        String label = Plain.text(what);
        out.append(label).append(" ".repeat(Math.max(0, LABEL_WIDTH - label.length()) + 2));
        out.append(Plain.text(text)).append('\n');
    }
}
