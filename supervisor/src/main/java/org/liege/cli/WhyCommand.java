package org.liege.cli;

import java.io.IOException;
import java.util.List;
import org.liege.protocol.App;
import org.liege.protocol.ControlClient;
import org.liege.protocol.Event;
import org.liege.protocol.Fault;
import org.liege.protocol.History;
import org.liege.protocol.HttpAnswer;
import org.liege.protocol.Problem;
import org.liege.protocol.Queue;

/** {@code why APP}: why it is as it is, how it came to that, what comes next, and what can be done about it. */
final class WhyCommand {
    private static final int LABEL_WIDTH = 12;

    private final ControlClient client;
    private final Screen screen;
    private final String name;

    private WhyCommand(ControlClient client, Screen screen, String name) {
        this.client = client;
        this.screen = screen;
        this.name = name;
    }

    static int run(Invocation invocation, Screen screen) throws UsageFault {
        invocation.requireOptions();
        invocation.requireWords(1, 1, "one APP");
        WhyCommand command =
                new WhyCommand(Master.of(invocation, screen).questions(), screen, invocation.words().get(0));
        try {
            return command.tell();
        } catch (IOException e) {
            return Master.complain(e, screen);
        }
    }

    private int tell() throws IOException {
        HttpAnswer answer = client.app(name);
        if (answer.status() != 200) {
            Problem problem = Problem.read(answer.json());
            screen.complain("could not tell why of '" + Plain.text(name) + "': " + Plain.text(problem.detail()));
            if (problem.code() != Problem.Code.UNKNOWN_APP) {
                return ExitCode.FAILED;
            }
            new Strangers(client, screen).about(name);
            return ExitCode.NO_APP;
        }
        App app = App.read(answer.json());
        HttpAnswer more = client.history(name);
        // It may have gone in between, and an older master has no such call.
        History history = more.status() == 200
                ? History.read(more.json())
                : new History(name, app.asOf(), 0, null, List.of());
        print(app, history);
        return ExitCode.DONE;
    }

    private void print(App app, History history) {
        screen.line(app.name() + " is " + app.state() + " since " + EventLine.time(app.since()) + " ("
                + Age.between(app.since(), app.asOf()) + ")");
        line("because", app.reason());
        for (Fault fault : app.faults()) {
            line("fault", fault.toString());
        }
        if (app.queue() != null && app.overloaded()) {
            line("queue", queue(app.queue()));
        }
        line("next", Outlook.of(app));
        line("to do", Advice.on(app, history.cause()));
        if (!history.history().isEmpty()) {
            screen.line("");
            screen.line("How it came to that:");
        }
        for (Event event : history.history()) {
            screen.line("  " + EventLine.time(event.at()) + "  " + EventLine.what(event));
        }
    }

    private static String queue(Queue queue) {
        String wait = queue.expectedWaitMillis() == null
                ? ""
                : "; who comes now waits for about " + queue.expectedWaitMillis() + " ms";
        return AppTable.known(queue.length()) + " wait, of " + AppTable.known(queue.limit()) + " that may" + wait;
    }

    private void line(String what, String text) {
        screen.line("  " + what + " ".repeat(LABEL_WIDTH - what.length()) + Plain.text(text));
    }
}
