package org.liege.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A vassal that keeps a journal of the requests with a body that it took; the same in three protocols. */
final class Site {
    /** What it speaks, by the name of nginx's ready snippet. */
    enum Tongue {
        HTTP, UWSGI, FASTCGI;

        String snippet() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static final int UPLOAD_BYTES = 3 << 20;

    private final Realm realm;
    private final String name;
    private final Tongue tongue;

    Site(Realm realm, String name, Tongue tongue) {
        this.realm = realm;
        this.name = name;
        this.tongue = tongue;
    }

    /** Drops its file, with these keys of {@code [vassal]}; listen is uWSGI's own for uWSGI. */
    void drop(String... keys) {
        String journal = "env = JOURNAL=" + realm.place().resolve(name + ".journal");
        switch (tongue) {
            case HTTP -> realm.drop(name, Component.PYTHON.require() + " " + Checkout.FIXTURES.resolve("apps/site.py"),
                    joined(keys, journal));
            case FASTCGI ->
                    realm.drop(name, Component.PHP.require().toString(), joined(keys, journal, "socket-fd = 0"));
            case UWSGI -> dropUwsgi(List.of(keys), journal);
        }
    }

    private void dropUwsgi(List<String> keys, String journal) {
        Component.UWSGI.require();
        List<String> lines = new ArrayList<>(List.of("[uwsgi]", "plugin = python3", "socket = " + realm.socket(name),
                "wsgi-file = " + Checkout.FIXTURES.resolve("uwsgi-apps/site.py"), "master = true", "chmod-socket = 660", "chown-socket = root:www-data", journal));
        keys.stream().filter(key -> key.startsWith("listen")).forEach(lines::add);
        lines.addAll(List.of("[vassal]", "stop-timeout = 3s"));
        keys.stream().filter(key -> !key.startsWith("listen")).forEach(lines::add);
        realm.put(realm.file(name), String.join("\n", lines) + "\n");
    }

    private static String[] joined(String[] keys, String... more) {
        return Stream.concat(Stream.of(keys), Stream.of(more)).toArray(String[]::new);
    }

    String name() {
        return name;
    }

    /** What it has taken, a line each: method, length, SHA-256. */
    List<String> journal() throws IOException {
        Path journal = realm.place().resolve(name + ".journal");
        return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
    }

    /** A file to send, with bytes that no two tests confuse. */
    Path upload() throws IOException {
        byte[] bytes = new byte[UPLOAD_BYTES];
        new Random(name.hashCode()).nextBytes(bytes);
        return Files.write(realm.place().resolve("upload"), bytes);
    }

    /** The line that the journal gets by {@link #upload()}. */
    String entry(String method) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(upload()));
            return method + " " + UPLOAD_BYTES + " " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Stops its processes where they are, and fills its queue with connections that are let go when this is closed. */
    Jam jam() throws IOException {
        long pid = realm.await(name, "running").pid();
        List<Long> frozen = Processes.ofSession(pid);
        frozen.forEach(each -> Processes.signal(each, "STOP"));
        // One that waits in accept(2) may take a client yet on its way to the stop.
        Until.holds("all stopped", () -> frozen.stream().allMatch(Processes::stopped));
        Connects clients = new Connects(realm.socket(name));
        clients.fill();
        return new Jam(realm, name, frozen, clients);
    }

    /** A site that takes nobody more. */
    record Jam(Realm realm, String name, List<Long> frozen, Connects clients) implements AutoCloseable {
        /** Lets the clients leave and the site work, and waits until nobody is in the queue. */
        void dissolve() {
            try {
                clients.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            frozen.stream().filter(Processes::alive).forEach(each -> Processes.signal(each, "CONT"));
            Until.holds("an empty queue", () -> realm.app(name).json().number("queue.length") == 0);
        }

        @Override
        public void close() throws IOException {
            clients.close();
            frozen.stream().filter(Processes::alive).forEach(each -> Processes.signal(each, "CONT"));
        }
    }
}
