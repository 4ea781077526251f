package org.liege.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.liege.protocol.App;
import org.liege.protocol.AppList;
import org.liege.protocol.ControlClient;
import org.liege.protocol.Health;
import org.liege.protocol.HttpAnswer;
import org.liege.protocol.Problem;

/** {@code status [APP] [--json]}. */
final class StatusCommand {
    private final ControlClient client;
    private final Screen screen;
    private final boolean json;

    private StatusCommand(ControlClient client, Screen screen, boolean json) {
        this.client = client;
        this.screen = screen;
        this.json = json;
    }

    static int run(Invocation invocation, Screen screen) throws UsageFault {
        invocation.requireOptions("json");
        invocation.requireWords(0, 1, "at most one APP");
        ControlClient client = Master.of(invocation, screen).questions();
        StatusCommand command = new StatusCommand(client, screen, invocation.has("json"));
        try {
            return invocation.words().isEmpty() ? command.all() : command.one(invocation.words().get(0));
        } catch (IOException e) {
            return Master.complain(e, screen);
        }
    }

    private int one(String name) throws IOException {
        HttpAnswer answer = client.app(name);
        if (json) {
            screen.line(new String(answer.body(), StandardCharsets.UTF_8));
        }
        if (answer.status() != 200) {
            Problem problem = Problem.read(answer.json());
            screen.complain("could not tell the status of '" + Plain.text(name) + "': " + Plain.text(problem.detail()));
            return problem.code() == Problem.Code.UNKNOWN_APP ? ExitCode.NO_APP : ExitCode.FAILED;
        }
        App app = App.read(answer.json());
        if (!json) {
            screen.print(AppBlock.of(app));
        }
        return app.running() ? ExitCode.DONE : ExitCode.NOT_READY;
    }

    private int all() throws IOException {
        HttpAnswer first = client.apps(null);
        if (first.status() != 200) {
            screen.complain("could not list the apps: " + Plain.text(Problem.read(first.json()).detail()));
            return ExitCode.FAILED;
        }
        AppList list = whole(AppList.read(first.json()));
        if (json) {
            screen.line(new String(list.toJson(), StandardCharsets.UTF_8));
        } else {
            screen.print(AppTable.of(list, complaints(), screen.width()));
        }
        return ExitCode.DONE;
    }

    /** What is wrong with the master itself or its directories; a master that is failing answers, too. */
    private List<String> complaints() throws IOException {
        return Health.read(client.get("/healthz").json()).complaints();
    }

    /** Fetches the pages that follow; the whole bears the time of the first. */
    private AppList whole(AppList first) throws IOException {
        List<App> apps = new ArrayList<>(first.apps());
        for (String next = first.next(); next != null; ) {
            HttpAnswer answer = client.apps(next);
            if (answer.status() != 200) {
                throw new IOException(
                        "could not list the apps after '" + Plain.text(next) + "': status " + answer.status());
            }
            AppList page = AppList.read(answer.json());
            apps.addAll(page.apps());
            next = page.apps().isEmpty() ? null : page.next();
        }
        return new AppList(first.asOf(), first.sequence(), apps, first.refused(), null);
    }
}
