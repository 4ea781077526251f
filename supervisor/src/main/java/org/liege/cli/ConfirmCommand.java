package org.liege.cli;

import java.io.IOException;
import java.time.Duration;
import org.liege.protocol.HttpAnswer;
import org.liege.protocol.NoMaster;
import org.liege.protocol.Problem;

/** {@code confirm}: tells the master that vassals whose files vanished all at once are meant to be gone. */
final class ConfirmCommand {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private ConfirmCommand() {}

    static int run(Invocation invocation, Screen screen) throws UsageFault {
        invocation.requireOptions();
        invocation.requireWords(0, 0, "options only");
        try {
            HttpAnswer answer = Master.of(invocation, screen).orders().call("POST", "/v1/confirm", LIMIT);
            if (answer.status() != 200) {
                screen.complain("could not confirm: " + Problem.read(answer.json()).detail());
                return ExitCode.FAILED;
            }
            screen.line("confirmed: what is gone is stopped at the next look");
            return ExitCode.DONE;
        } catch (NoMaster e) {
            return Master.complain(e, screen);
        } catch (IOException e) {
            screen.complain("could not confirm: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
