package org.liege.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.liege.protocol.App;
import org.liege.protocol.ControlClient;
import org.liege.protocol.Durations;
import org.liege.protocol.Fault;
import org.liege.protocol.HttpAnswer;
import org.liege.protocol.NoMaster;
import org.liege.protocol.Problem;

/**
 * {@code start|stop|restart|reload|reset APP... [--wait 10s]}: every app is tried, the highest exit code is the
 * result.
 */
final class OrderCommand {
    /** A person who types an order wants to see what comes of it. */
    private static final String USUAL_WAIT = "10s";
    /** As the control socket limits it. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final ControlClient client;
    private final Screen screen;
    private final String verb;
    private final Duration wait;

    private OrderCommand(ControlClient client, Screen screen, String verb, Duration wait) {
        this.client = client;
        this.screen = screen;
        this.verb = verb;
        this.wait = wait;
    }

    static int run(Invocation invocation, Screen screen) throws UsageFault {
        invocation.requireOptions("wait");
        invocation.requireWords(1, Integer.MAX_VALUE, "one or more APPs");
        Duration wait = wait(invocation.option("wait").orElse(USUAL_WAIT));
        ControlClient client = Master.of(invocation, screen).orders();
        OrderCommand command = new OrderCommand(client, screen, invocation.command(), wait);
        int worst = ExitCode.DONE;
        for (String name : invocation.words()) {
            worst = Math.max(worst, command.order(name));
            screen.flush();
        }
        return worst;
    }

    private static Duration wait(String text) throws UsageFault {
        OptionalLong millis = Durations.millis(text);
        if (millis.isEmpty() || millis.getAsLong() > LONGEST_WAIT.toMillis()) {
            throw new UsageFault("--wait takes a duration such as 250ms, 5s or 10m, at most 10m; not '"
                    + Plain.text(text) + "'");
        }
        return Duration.ofMillis(millis.getAsLong());
    }

    private int order(String name) {
        try {
            HttpAnswer answer = client.order(name, verb, wait);
            return switch (answer.status()) {
                case 200 -> done(App.read(answer.json()));
                case 202 -> underWay(App.read(answer.json()));
                default -> refused(name, Problem.read(answer.json()));
            };
        } catch (NoMaster e) {
            return Master.complain(e, screen);
        } catch (IOException e) {
            screen.complain("could not " + verb + " '" + Plain.text(name) + "': " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private int done(App app) {
        screen.line(app.name() + ": " + app.state() + " (" + Plain.text(app.reason()) + ")");
        return ExitCode.DONE;
    }

    private int underWay(App app) {
        if (wait.isZero()) {
            screen.line(app.name() + ": " + verb + " is under way, now " + app.state());
            return ExitCode.DONE;
        }
        screen.complain("could not finish to " + verb + " '" + app.name() + "' within " + wait.toMillis()
                + " ms: it is " + app.state() + " (" + Plain.text(app.reason()) + ") and goes on");
        return ExitCode.ELAPSED;
    }

    private int refused(String name, Problem problem) {
        screen.complain("could not " + verb + " '" + Plain.text(name) + "': " + Plain.text(problem.detail()));
        for (Fault fault : problem.faults()) {
            screen.line(Plain.text(fault.toString()));
        }
        return problem.code() == Problem.Code.UNKNOWN_APP ? ExitCode.NO_APP : ExitCode.FAILED;
    }
}
