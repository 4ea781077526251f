package org.liege.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where a command writes to, and what it may know of its surroundings. Text goes out as UTF-8. */
final class Screen {
    /** Wide enough to mean "no limit": what is piped to another program is not cut off. */
    static final int UNLIMITED = Integer.MAX_VALUE;
    /** Narrower than this no table can be. */
    private static final int NARROWEST = 40;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    Screen(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    static Screen ofProcess() {
        return new Screen(stream(FileDescriptor.out), stream(FileDescriptor.err), System.getenv());
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 8192), false, StandardCharsets.UTF_8);
    }

    void print(String text) {
        out.print(text);
    }

    void line(String text) {
        out.print(text + "\n");
    }

    void printError(String text) {
        err.print(text);
    }

    /** One message to the error stream, in the form of all of them. */
    void complain(String message) {
        err.print("liege: " + message + "\n");
    }

    void flush() {
        out.flush();
        err.flush();
    }

    /** Whether whoever read this has gone. */
    boolean isBroken() {
        return out.checkError();
    }

    /** The environment variable, or the empty string. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** The same without one variable. */
    Screen without(String name) {
        Map<String, String> rest = new HashMap<>(environment);
        rest.remove(name);
        return new Screen(out, err, rest);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Columns of the terminal as COLUMNS tells them, which the launcher sets when it writes to one. */
    int width() {
        String columns = variable("COLUMNS");
        boolean number = !columns.isEmpty()
                && columns.length() < 6
                && columns.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Math.max(NARROWEST, Integer.parseInt(columns)) : UNLIMITED;
    }

    /** What relative paths start at. */
    Path workingDirectory() {
        return Path.of("").toAbsolutePath();
    }
}
