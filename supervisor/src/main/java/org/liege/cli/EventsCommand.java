package org.liege.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.liege.protocol.App;
import org.liege.protocol.AppList;
import org.liege.protocol.ControlClient;
import org.liege.protocol.Event;
import org.liege.protocol.EventFeed;
import org.liege.protocol.HttpAnswer;
import org.liege.protocol.Json;
import org.liege.protocol.JsonObject;
import org.liege.protocol.Problem;

/** {@code events [APP] [--json]}: a line for everything that happens, until it is interrupted. */
final class EventsCommand {
    private final ControlClient client;
    private final Screen screen;
    private final String app;
    private final boolean json;

    private EventsCommand(ControlClient client, Screen screen, String app, boolean json) {
        this.client = client;
        this.screen = screen;
        this.app = app;
        this.json = json;
    }

    static int run(Invocation invocation, Screen screen) throws UsageFault {
        invocation.requireOptions("json");
        invocation.requireWords(0, 1, "at most one APP");
        List<String> words = invocation.words();
        ControlClient client = Master.of(invocation, screen).questions();
        String app = words.isEmpty() ? null : words.get(0);
        EventsCommand command = new EventsCommand(client, screen, app, invocation.has("json"));
        try {
            return command.follow();
        } catch (IOException e) {
            return Master.complain(e, screen);
        }
    }

    /** One that was too slow begins anew: what it missed, the next snapshot shows. */
    private int follow() throws IOException {
        while (true) {
            try (EventFeed feed = client.events(app)) {
                if (!feed.isOpen()) {
                    return refused(feed.refusal());
                }
                if (!tell(feed)) {
                    return screen.isBroken() ? ExitCode.DONE : gone();
                }
                screen.complain("this was too slow, and some events are lost; going on from now");
            }
        }
    }

    private int refused(HttpAnswer answer) throws IOException {
        Problem problem = Problem.read(answer.json());
        String whose = app == null ? "" : " of '" + Plain.text(app) + "'";
        screen.complain("could not follow the events" + whose + ": " + Plain.text(problem.detail()));
        return problem.code() == Problem.Code.UNKNOWN_APP ? ExitCode.NO_APP : ExitCode.FAILED;
    }

    private int gone() {
        screen.complain("the master at " + client.socket() + " has ended");
        return ExitCode.NO_MASTER;
    }

    /** True when the master gave up on us, false when it is over. */
    private boolean tell(EventFeed feed) throws IOException {
        for (String line = feed.next(); line != null; line = feed.next()) {
            if (!line.isEmpty()) {
                JsonObject event = Json.parse(line.getBytes(StandardCharsets.UTF_8));
                String kind = event.text("event");
                screen.print(json ? line + "\n" : words(kind, event));
                screen.flush();
                if ("dropped".equals(kind)) {
                    return true;
                }
            }
            if (screen.isBroken()) {
                return false;
            }
        }
        return false;
    }

    private String words(String kind, JsonObject event) throws IOException {
        if ("dropped".equals(kind)) {
            return "";
        }
        return "snapshot".equals(kind) ? snapshot(AppList.read(event)) : EventLine.of(Event.read(event)) + "\n";
    }

    private String snapshot(AppList list) {
        if (app != null) {
            return list.apps().stream()
                    .map(one -> EventLine.time(list.asOf()) + "  " + one.name() + "  is " + one.state() + ": "
                            + Plain.text(one.reason()) + "\n")
                    .collect(Collectors.joining());
        }
        Map<String, Long> states =
                list.apps().stream().collect(Collectors.groupingBy(App::state, TreeMap::new, Collectors.counting()));
        String counts = states.entrySet().stream()
                .map(state -> state.getValue() + " " + state.getKey())
                .collect(Collectors.joining(", "));
        return EventLine.time(list.asOf()) + "  " + list.apps().size() + (list.apps().size() == 1 ? " app" : " apps")
                + (counts.isEmpty() ? "" : ": " + counts) + "\n";
    }
}
