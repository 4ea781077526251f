package org.liege.blackbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of {@code ./liege up} as a process of its own. */
final class Daemon {
    private static final int STOP_SECONDS = 30;

    private final Process process;
    private final Path output;

    private Daemon(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Every word of the command must exec the next, so that the pid of the first is the daemon's. */
    static Daemon start(List<String> command, Map<String, String> environment, Path output) {
        // Who runs the tests in the background may have had INT ignored, which would be inherited.
        List<String> words = new ArrayList<>(List.of("env", "--default-signal"));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("LIEGE_") || name.equals("JAVA_HOME"));
        builder.environment().putAll(Launch.ENVIRONMENT);
        builder.environment().putAll(environment);
        builder.directory(output.getParent().toFile());
        builder.redirectInput(new File("/dev/null"));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        try {
            return new Daemon(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** All that it wrote on standard output and error so far. */
    String output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end. */
    int exitStatus() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the daemon has not ended after " + STOP_SECONDS + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** TERM, then its exit status. */
    int stop() {
        process.destroy();
        return exitStatus();
    }

    /** SIGKILL, and waits until it has gone. */
    void kill() {
        process.destroyForcibly();
        exitStatus();
    }
}
