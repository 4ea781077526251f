package org.liege.decree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real uWSGI asked how it reads a file: {@code --show-config} prints every option once all is resolved, and a clock
 * of an unknown name makes uWSGI exit right after that, before it binds, forks or drops anything (measured with
 * 2.0.21). It stands before {@code --ini}: a block that the file leaves open would swallow what follows.
 */
final class ShowConfig {
    static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH", "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME", "/root",
            "STAGE", "live",
            "PARTS", "companions",
            "EMPTY", "",
            "REFERENCE", "%(base)");
    // With log-date each message begins with a date, one of more lines only once.
    private static final Pattern SHOWN = Pattern.compile("\n;uWSGI instance configuration\n\\[uwsgi]\n"
            + "([^\n]*)clock = no-such\n\\1show-config = true\n(.*?)\\1;end of configuration\n", Pattern.DOTALL);
    // A value that refers to itself makes uWSGI grow without end.
    private static final String[] BOUNDS = {
        "/usr/bin/timeout", "60", "/usr/bin/prlimit", "--cpu=2", "--as=400000000", "--core=0"
    };

    private ShowConfig() {}

    /** Its lines, {@code key = value}, raw; empty when uWSGI refuses the file. */
    static Optional<String> of(Path file) {
        String output = RawText.of(run(file));
        Matcher shown = SHOWN.matcher(output);
        return shown.find()
                ? Optional.of(shown.group(2).replaceAll("(?m)^" + Pattern.quote(shown.group(1)), ""))
                : Optional.empty();
    }

    private static byte[] run(Path file) {
        List<String> command = new ArrayList<>(List.of(BOUNDS));
        command.addAll(List.of(
                "/usr/bin/uwsgi", "--clock", "no-such", "--show-config", "--ini", file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(file.getParent().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        try {
            Process process = builder.start();
            byte[] output = process.getInputStream().readAllBytes();
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("could not run uwsgi: install uwsgi-core", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new byte[0];
        }
    }
}
