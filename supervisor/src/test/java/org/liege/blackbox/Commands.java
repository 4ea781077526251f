package org.liege.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end and tells what came of it. */
final class Commands {
    private static final int PATIENCE_SECONDS = 60;

    private Commands() {}

    /** What a program left: its exit status and all that it wrote. */
    record Outcome(List<String> command, int status, String output, String errors) {
        Outcome mustSucceed() {
            if (status != 0) {
                throw new AssertionError(command + " exited with " + status + ":\n" + output + errors);
            }
            return this;
        }
    }

    static Outcome run(String... command) {
        return run(Map.of(), command);
    }

    /** Runs with added environment variables; standard input is empty. */
    static Outcome run(Map<String, String> environment, String... command) {
        try {
            Path output = Files.createTempFile("lgout", "");
            Path errors = Files.createTempFile("lgerr", "");
            try {
                ProcessBuilder builder = new ProcessBuilder(command);
                builder.environment().putAll(environment);
                builder.redirectInput(new java.io.File("/dev/null"));
                builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
                int status = await(builder.start());
                return new Outcome(List.of(command), status, text(output), text(errors));
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int await(Process process) {
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new AssertionError(process.info().commandLine() + " did not end in " + PATIENCE_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
