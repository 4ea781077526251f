package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A place of its own for one test: vassals, run and log directories, and the daemon that works there. Whatever the test
 * did, nothing of it is left: the daemon is told to end, its workers with it, and processes that remain fail the test.
 * Registered in a static field it is one place for all tests of a class, for realms that are costly to fill.
 */
final class Realm implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private boolean shared;
    private Path place;
    private Daemon daemon;
    private boolean strays;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        open();
        shared = true;
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        shutDown(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (!shared) {
            open();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (shared) {
            tellOnFailure(context);
        } else {
            shutDown(context);
        }
    }

    private void open() throws IOException {
        // Short, since a socket's path holds 107 bytes; open to other users, since some workers run as them.
        place = Files.createTempDirectory("lg");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(vassals());
        daemon = null;
        strays = false;
    }

    private void shutDown(ExtensionContext context) throws IOException {
        List<Long> left;
        try {
            if (daemon != null && daemon.alive()) {
                daemon.stop();
            }
        } finally {
            tellOnFailure(context);
            left = sweep();
        }
        if (!strays) {
            assertThat(left).as("processes left after the daemon's end").isEmpty();
        }
    }

    private void tellOnFailure(ExtensionContext context) {
        if (context.getExecutionException().isPresent() && daemon != null) {
            System.err.println("the daemon of " + context.getDisplayName() + " wrote:\n" + tail(daemon.output()));
        }
    }

    private List<Long> sweep() throws IOException {
        if (daemon != null && daemon.alive()) {
            daemon.kill();
        }
        List<Long> left = Processes.within(place);
        left.forEach(Processes::kill);
        Files.walk(place).sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        return left;
    }

    private static String tail(String text) {
        return text.length() > 20_000 ? "..." + text.substring(text.length() - 20_000) : text;
    }

    /** The test knows that processes outlive the daemon; they are swept away all the same. */
    void expectStrays() {
        strays = true;
    }

    // --- places

    Path place() {
        return place;
    }

    Path vassals() {
        return place.resolve("vassals");
    }

    Path run() {
        return place.resolve("run");
    }

    Path log() {
        return place.resolve("log");
    }

    Path control() {
        return run().resolve("control.sock");
    }

    Path query() {
        return run().resolve("query.sock");
    }

    /** The default socket of an app. */
    Path socket(String name) {
        return run().resolve("apps").resolve(name + ".sock");
    }

    Path file(String name) {
        return vassals().resolve(name + ".ini");
    }

    // --- vassal files

    /** A vassal file with this command and further lines, put there whole by a rename. */
    void drop(String name, String command, String... lines) {
        List<String> text = new ArrayList<>(List.of("[vassal]", "command = " + command));
        text.addAll(List.of(lines));
        if (Stream.of(lines).noneMatch(line -> line.startsWith("stop-timeout"))) {
            text.add("stop-timeout = 3s");
        }
        put(file(name), String.join("\n", text) + "\n");
    }

    /** Writes a file beside the directory and renames it into its place, so that nobody sees half of it. */
    void put(Path file, String text) {
        try {
            Path fresh = Files.createTempFile(place, "fresh", "");
            Files.writeString(fresh, text);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String name) {
        try {
            Files.delete(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // --- the daemon

    Daemon daemon() {
        return daemon;
    }

    /** Starts the daemon and waits until its doors answer. */
    void up(String... options) {
        up(List.of(), Map.of(), options);
    }

    /** The same behind words that exec what follows them, such as prlimit's. */
    void up(List<String> before, Map<String, String> environment, String... options) {
        daemon = launch(before, environment, options);
        Until.holds("doors that answer", () -> {
            assertThat(daemon.alive()).as("daemon alive: %s", daemon.output()).isTrue();
            return answers(control()) && answers(query());
        });
    }

    /** Starts another daemon on the same directories, without waiting. */
    Daemon launch(List<String> before, Map<String, String> environment, String... options) {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(Checkout.LAUNCHER.toString(), "up", "--run-dir", run().toString()));
        command.addAll(List.of("--log-dir", log().toString(), "--vassals", vassals().toString()));
        command.addAll(List.of(options));
        return Daemon.start(command, environment, place.resolve("daemon.out"));
    }

    /** Makes the daemon one that is given exactly these options, without waiting. */
    Daemon launchWith(String... options) {
        List<String> command = new ArrayList<>(List.of(Checkout.LAUNCHER.toString(), "up"));
        command.addAll(List.of(options));
        daemon = Daemon.start(command, Map.of(), place.resolve("daemon.out"));
        return daemon;
    }

    static boolean answers(Path door) {
        try {
            return Http.ask(door, "GET", "/healthz").status() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    // --- the control socket

    Json get(String target) {
        return Json.parse(Http.get(control(), target));
    }

    App app(String name) {
        try {
            Http.Reply reply = Http.ask(control(), "GET", "/v1/apps/" + name);
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            return new App(Json.parse(reply.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean knows(String name) {
        try {
            return Http.ask(control(), "GET", "/v1/apps/" + name).status() == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All apps, over as many pages as it takes. */
    List<App> apps() {
        List<App> all = new ArrayList<>();
        String after = "";
        do {
            Json page = get("/v1/apps" + (after.isEmpty() ? "" : "?after=" + after));
            page.list("apps").forEach(app -> all.add(new App(app)));
            after = page.text("next");
        } while (after != null);
        return all;
    }

    /** A verb with its query, such as {@code stop?wait=10s}. */
    Http.Reply verb(String name, String verb) {
        try {
            return Http.ask(control(), "POST", "/v1/apps/" + name + "/" + verb, "Content-Length: 0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    App await(String name, String state) {
        Until.passes(() -> {
            assertThat(knows(name)).as("%s is known", name).isTrue();
            App app = app(name);
            assertThat(app.state()).as("%s", app.json()).isEqualTo(state);
        });
        return app(name);
    }

    /** Waits for a state that comes and goes, and returns the app as it was then. */
    App awaitThat(String name, java.util.function.Predicate<App> condition) {
        App[] seen = new App[1];
        Until.holds(name + " as wanted", () -> {
            seen[0] = knows(name) ? app(name) : null;
            return seen[0] != null && condition.test(seen[0]);
        });
        return seen[0];
    }

    /** Watches an app for this long, in which the condition has to hold at every look; returns the last. */
    App watch(String name, java.time.Duration span, java.util.function.Predicate<App> condition) {
        App[] seen = new App[1];
        Until.stays(span, () -> {
            seen[0] = app(name);
            assertThat(condition.test(seen[0])).as("still as wanted: %s", seen[0].json()).isTrue();
        });
        return seen[0];
    }
}
