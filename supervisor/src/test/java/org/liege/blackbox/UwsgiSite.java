package org.liege.blackbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A vassal with a [uwsgi] section as its author would write it for the Emperor, around the fixture's app. */
final class UwsgiSite {
    static final Path APP = Checkout.FIXTURES.resolve("uwsgi-apps/app.py");

    private final Realm realm;
    private final String name;

    UwsgiSite(Realm realm, String name) {
        this.realm = realm;
        this.name = name;
    }

    /** Outside of Liege's own directories, where such files have their sockets. */
    Path socket() {
        return realm.place().resolve(name + ".sock");
    }

    /** Drops a file with the one socket, the app and these lines. */
    void drop(String... lines) {
        List<String> all = new ArrayList<>(List.of("socket = " + socket(), "wsgi-file = " + APP));
        all.addAll(List.of(lines));
        dropOnly(all.toArray(String[]::new));
    }

    /** Drops a file with exactly these lines, and the plugin that Debian needs; a section's header may be among them. */
    void dropOnly(String... lines) {
        Component.UWSGI.require();
        realm.put(realm.file(name), "[uwsgi]\nplugin = python3\n" + String.join("\n", lines) + "\n");
    }

    /** Once it runs and no other generation is beside it. */
    App running() {
        return realm.awaitThat(name, app -> app.state().equals("running") && app.pids().size() == 1
                && app.readyPids().size() == 1);
    }

    String get(String target) {
        return UwsgiClient.get(socket(), target);
    }

    /** The text of the app's own that the file gives it. */
    String text() {
        return line(1);
    }

    /** The pid of uWSGI's master, as the worker that answers sees it. */
    long master() {
        return Long.parseLong(line(2));
    }

    private String line(int number) {
        return get("/").lines().skip(number).findFirst().orElse("");
    }

    /** Asks for something that takes seconds, and returns once uWSGI has begun with it. */
    CompletableFuture<String> askSlowly(String seconds) {
        CompletableFuture<String> answer = UwsgiClient.ask(socket(), "/slow/" + seconds);
        long master = realm.app(name).pid();
        Until.holds("the worker has taken the request", () -> Processes.ofSession(master).stream()
                .anyMatch(pid -> connections(pid) > 0));
        return answer;
    }

    /** Connections to the app's socket that a process holds: their other ends have the listener's name. */
    private long connections(long pid) {
        String accepted = Commands.run(Component.SS.require().toString(), "-xnpH", "state", "established").output();
        return accepted.lines()
                .filter(line -> line.contains(socket().toString()) && line.contains("pid=" + pid + ","))
                .count();
    }
}
