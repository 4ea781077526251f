package org.liege.blackbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** GNU nano at a terminal of script(1), with somebody at the keyboard. */
final class Nano {
    private static final String WRITE_OUT = "\u000f";
    private static final String EXIT = "\u0018";

    private Nano() {}

    /** Opens a file at a line, types a text, saves, leaves. */
    static void insert(Path file, int line, String text) throws IOException {
        Path screen = Files.createTempFile("nano", "");
        String command = Component.NANO.require() + " --ignorercfiles +" + line + " '" + file + "'";
        ProcessBuilder builder = new ProcessBuilder(Component.SCRIPT.require().toString(), "-qefc", command,
                screen.toString());
        builder.environment().put("TERM", "xterm");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectErrorStream(true);
        Process process = builder.start();
        try (OutputStream keyboard = process.getOutputStream()) {
            // Keys that come before the terminal is set up would be edited, or taken for signals, by the terminal.
            Until.holds("nano's screen", () -> Files.readString(screen, StandardCharsets.ISO_8859_1).contains("Exit"));
            type(keyboard, text.replace('\n', '\r') + WRITE_OUT);
            Until.holds("nano's question", () ->
                    Files.readString(screen, StandardCharsets.ISO_8859_1).contains("to Write"));
            type(keyboard, "\r" + EXIT);
            await(process);
        } finally {
            process.destroyForcibly();
            Files.delete(screen);
        }
    }

    private static void type(OutputStream keyboard, String keys) throws IOException {
        keyboard.write(keys.getBytes(StandardCharsets.ISO_8859_1));
        keyboard.flush();
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("nano did not end well: " + process);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
