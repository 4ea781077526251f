package org.liege.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands as a shell would and keeps what they print. */
final class Session {
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    Session with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The exit code; what was printed before is forgotten. */
    int run(String... words) {
        out.reset();
        err.reset();
        Screen screen = new Screen(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                environment);
        int code = Liege.run(List.of(words), screen);
        screen.flush();
        return code;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
