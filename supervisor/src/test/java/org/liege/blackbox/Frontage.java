package org.liege.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ready configuration of {@code etc/nginx} as an operator installs it, in front of a realm: only paths and ports are
 * the test's. What a test changes on purpose has to be there, so that no test is about a line that has gone.
 */
final class Frontage {
    private static final Path READY = Checkout.ROOT.resolve("etc/nginx");
    private static final String ALL = "include conf.d/*.conf;\n        include sites.conf;";
    private static final String SNIPPET = "include liege/http.conf;";
    private static final String LIMIT = "client_max_body_size 10m;";

    private final Realm realm;
    private final Path home;
    private final List<String[]> changes = new ArrayList<>();
    private final int port;

    Frontage(Realm realm) throws IOException {
        this.realm = realm;
        home = realm.place().resolve("nginx");
        port = Nginx.freePort();
        replace("{0,85}", "{0," + (longestName(realm) - 1) + "}");
        replace("listen 80 default_server;", "listen 127.0.0.1:" + port + " default_server;");
    }

    /** Of a host that can have a vassal, in bytes: what unix(7) leaves of 107 for a name in this run directory. */
    static int longestName(Realm realm) {
        return 107 - realm.socket("").toString().length();
    }

    /** One of http, uwsgi, fastcgi and streaming. */
    Frontage speaking(String protocol) {
        return replace(SNIPPET, "include liege/" + protocol + ".conf; root " + Checkout.FIXTURES + "/php;");
    }

    /** The server limits requests, by far more than any test makes. */
    Frontage withItsOwnLimit() {
        return replace("upstream liege {", "limit_req_zone $host zone=all:1m rate=10000r/s;\nupstream liege {")
                .with("limit_req zone=all burst=10000 nodelay;");
    }

    /** Questions go to this socket instead of the daemon's own door. */
    Frontage askingAt(Path door) {
        return replace("unix:/run/liege/query.sock", "unix:" + door);
    }

    /** More lines for the server block. */
    Frontage with(String lines) {
        return replace(LIMIT, LIMIT + "\n" + lines);
    }

    /** Hosts without a vassal go to the site at this port of the loopback. */
    Frontage provisionedBy(int provisioner) throws IOException {
        int inner = Nginx.freePort();
        return replace("127.0.0.1:8000", "127.0.0.1:" + provisioner)
                .replace("127.0.0.1:8079", "127.0.0.1:" + inner)
                .replace("    default  \"\";", "    default  \"@provision\";")
                .replace("# include liege/provision.conf;", "include liege/provision.conf;");
    }

    /** Another text for one that stands in one of the files, or in several. */
    Frontage replace(String from, String to) {
        changes.add(new String[] {from, to});
        return this;
    }

    Nginx open() throws IOException {
        List<String[]> unused = new ArrayList<>(changes);
        try (Stream<Path> files = Files.walk(READY)) {
            files.filter(Files::isRegularFile).forEach(file -> install(file, unused));
        }
        if (!unused.isEmpty()) {
            throw new AssertionError("etc/nginx has no '" + unused.get(0)[0] + "'");
        }
        for (String parameters : List.of("uwsgi_params", "fastcgi_params")) {
            Files.copy(Path.of("/etc/nginx", parameters), home.resolve(parameters));
        }
        return Nginx.with(home, port, ALL);
    }

    /** Only {@code hello.conf}, in front of the vassal {@code hello}. */
    Nginx openHello() throws IOException {
        replace("listen 127.0.0.1:8080;", "listen 127.0.0.1:" + port + ";");
        install(READY.resolve("hello.conf"), new ArrayList<>());
        return Nginx.with(home, port, "include hello.conf;");
    }

    private void install(Path file, List<String[]> unused) {
        try {
            String text = Files.readString(file);
            for (String[] change : changes) {
                if (text.contains(change[0])) {
                    text = text.replace(change[0], change[1]);
                    unused.remove(change);
                }
            }
            Path copy = home.resolve(READY.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, text.replace("/run/liege/", realm.run() + "/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
