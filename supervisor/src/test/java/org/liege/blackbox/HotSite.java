package org.liege.blackbox;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The site of the outage: two workers of uWSGI that need 0.2 s a request, and a backlog of 8. */
final class HotSite {
    static final String NAME = "hot";

    private static final Path APP = Checkout.FIXTURES.resolve("uwsgi-apps/hot.py");

    private final Realm realm;

    HotSite(Realm realm) {
        this.realm = realm;
    }

    /** Drops its file, with these lines of the section [vassal]. */
    void drop(String... keys) {
        List<String> lines = new ArrayList<>(uwsgi(realm, NAME));
        lines.addAll(List.of("listen = 8", "stats = " + stats(), "env = LOADED=" + loaded(), "env = BROKEN=" + broken(),
                "env = ANSWER_MS=200", "[vassal]"));
        lines.addAll(List.of(keys));
        realm.put(realm.file(NAME), String.join("\n", lines) + "\n");
    }

    /** A site of the same app that answers at once. */
    static void dropInnocent(Realm realm, String name) {
        realm.put(realm.file(name), String.join("\n", uwsgi(realm, name)) + "\n");
    }

    private static List<String> uwsgi(Realm realm, String name) {
        Component.UWSGI.require();
        return List.of("[uwsgi]", "plugin = python3", "socket = " + realm.socket(name), "chmod-socket = 666",
                "master = true", "processes = 2", "wsgi-file = " + APP, "need-app = true", "disable-logging = true");
    }

    private Path stats() {
        return realm.place().resolve("hot.stats");
    }

    private Path loaded() {
        return realm.place().resolve("loaded");
    }

    private Path broken() {
        return realm.place().resolve("broken");
    }

    /** How often it was really started: the app itself writes down each time it is loaded. */
    int loads() throws IOException {
        return Files.exists(loaded()) ? Files.readAllLines(loaded()).size() : 0;
    }

    /** From now on it can't be loaded. */
    void spoil() throws IOException {
        Files.createFile(broken());
    }

    /** Takes the cause away and touches its file, as who repairs it does. */
    void mend() throws IOException {
        Files.delete(broken());
        Files.setLastModifiedTime(realm.file(NAME), FileTime.from(Instant.now()));
    }

    /** The length of the listen queue, as uWSGI's own stats server has it. */
    int queueByStats() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(stats()))) {
            byte[] answer = Channels.newInputStream(channel).readAllBytes();
            return Json.parse(new String(answer, StandardCharsets.UTF_8)).number("listen_queue");
        }
    }
}
