package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that were written for uWSGI's Emperor run as they are, with a real uWSGI and over the master's own listeners. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UwsgiIT {
    private static final int NOBODY = 65534;

    @RegisterExtension
    final Realm realm = new Realm();

    private final UwsgiSite shop = new UwsgiSite(realm, "shop");

    private String answerThrough(Nginx nginx) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(nginx.url())).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private long listener(long pid, int descriptor) {
        String target = Processes.descriptors(pid).getOrDefault(descriptor, "");
        return Long.parseLong(target.replaceAll("\\D", ""));
    }

    @Test
    void aFileWrittenForTheEmperorRunsBehindNginxOnTheMastersListener() throws Exception {
        shop.drop("master = true", "processes = 2", "listen = 77", "chmod-socket = 666", "vacuum = true",
                "die-on-term = true", "env = TEXT=hello");
        realm.up();
        App app = shop.running();
        assertThat(app.json().text("kind")).isEqualTo("uwsgi");
        assertThat(app.json().list("sockets")).singleElement().satisfies(socket -> {
            assertThat(socket.text("path")).isEqualTo(shop.socket().toString());
            assertThat(socket.text("owner")).isEqualTo("master");
            assertThat(socket.number("limit")).isEqualTo(77);
            assertThat((long) socket.number("inode")).isEqualTo(listener(app.pid(), 3));
        });
        try (Nginx nginx = Nginx.speaking("uwsgi", shop.socket(), realm.place().resolve("nginx"))) {
            assertThat(answerThrough(nginx)).contains("hello", Long.toString(app.pid()));
        }
        Component.UWSGI.announce(app.pid());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "%d%n-own.sock|shop-own.sock",
        "%(where)/%(part).sock|vassals/by-key.sock",
        "%d$(LIEGE_TEST_WORD).sock|from-environment.sock",
        "%d@(word.txt).sock|from-file.sock",
    })
    void placeholdersInTheSocketsPathAreUwsgis(String value, String expected) throws IOException {
        Path socket = realm.vassals().resolve(expected.replace("vassals/", ""));
        Files.writeString(realm.vassals().resolve("word.txt"), "from-file");
        shop.dropOnly("where = " + realm.vassals(), "part = by-key", "wsgi-file = " + UwsgiSite.APP,
                "socket = " + value.replace("@(", "@(" + realm.vassals() + "/"), "env = TEXT=%n");
        realm.up(List.of(), Map.of("LIEGE_TEST_WORD", "from-environment"));
        App app = shop.running();
        assertThat(app.json().list("sockets")).singleElement()
                .satisfies(one -> assertThat(one.text("path")).isEqualTo(socket.toString()));
        assertThat(UwsgiClient.get(socket, "/").lines()).contains("shop", Long.toString(app.pid()));
    }

    @Test
    void aFileMayAskForItsOwnSocket() throws IOException {
        shop.drop("pidfile = %(socket).pid", "if-opt = socket", "env = TEXT=%(_)", "endif =");
        realm.up();
        App app = shop.running();
        assertThat(Files.readString(Path.of(shop.socket() + ".pid")).strip()).isEqualTo(Long.toString(app.pid()));
        assertThat(shop.text()).isEqualTo(shop.socket().toString());
    }

    @Test
    void aConditionThatNothingEndsRunsToo() {
        shop.drop("env = TEXT=open", "if-env = LIEGE_TEST_NOTHING", "exit = 1");
        realm.up();
        shop.running();
        assertThat(shop.text()).isEqualTo("open");
    }

    @Test
    void includedFilesAreReadAsUwsgiReadsThem() throws IOException {
        Path included = realm.place().resolve("common.ini");
        Files.writeString(included, "[uwsgi]\nsocket = " + shop.socket() + "\nlisten = 33\nenv = TEXT=included\n");
        shop.dropOnly("include = " + included, "wsgi-file = " + UwsgiSite.APP);
        realm.up();
        assertThat(shop.running().json().list("sockets")).singleElement()
                .satisfies(one -> assertThat(one.number("limit")).isEqualTo(33));
        assertThat(shop.text()).isEqualTo("included");
    }

    @Test
    void eachOfSeveralSocketsSpeaksItsOwnProtocol() throws Exception {
        Path http = realm.place().resolve("http.sock");
        Path fastcgi = realm.place().resolve("fastcgi.sock");
        Path scgi = realm.place().resolve("scgi.sock");
        shop.drop("http-socket = " + http, "fastcgi-socket = " + fastcgi, "scgi-socket = " + scgi, "env = TEXT=here",
                "chmod-socket = 666");
        realm.up();
        App app = shop.running();
        assertThat(app.json().list("sockets")).extracting(socket -> socket.text("owner"))
                .containsExactly("master", "master", "master", "master");
        assertThat(shop.text()).isEqualTo("here");
        assertThat(Http.get(http, "/")).contains("here");
        Path home = realm.place().resolve("nginx");
        try (Nginx first = Nginx.speaking("fastcgi", fastcgi, home.resolve("f"));
                Nginx second = Nginx.speaking("scgi", scgi, home.resolve("s"))) {
            assertThat(answerThrough(first)).contains("here");
            assertThat(answerThrough(second)).contains("here");
        }
    }

    @Test
    void withoutAnyUnixSocketItIsSupervisedAllTheSame() throws Exception {
        int port = freePort();
        shop.dropOnly("http-socket = 127.0.0.1:" + port, "wsgi-file = " + UwsgiSite.APP, "env = TEXT=tcp");
        realm.up();
        App app = shop.running();
        assertThat(app.json().list("sockets")).isEmpty();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body()).contains("tcp");
        Processes.kill(app.pid());
        assertThat(realm.awaitThat("shop", next -> next.running() && !next.pids().contains(app.pid())).restarts())
                .isEqualTo(1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    @Test
    void modeAndOwnerOfTheSocketAreAsUwsgiWouldMakeThem() throws IOException {
        shop.drop("chmod-socket = 640", "chown-socket = nobody:www-data");
        realm.up();
        shop.running();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shop.socket()))).isEqualTo("rw-r-----");
        assertThat(Files.getAttribute(shop.socket(), "unix:uid")).isEqualTo(NOBODY);
        assertThat(Files.getOwner(shop.socket()).getName()).isEqualTo("nobody");
    }

    @Test
    void uwsgiDropsItsPrivilegesItselfAndTellsAllTheSameThatItIsReady() {
        shop.drop("uid = nobody", "gid = nogroup", "vacuum = true");
        realm.up();
        App app = shop.running();
        assertThat(shop.get("/whoami").lines()).containsExactly("65534", "65534");
        assertThat(app.reason()).startsWith("ready after");
    }

    @Test
    void aFileThatDaemonizesStaysInTheForegroundAndOutlivesAReloadOfItsOwn() {
        Path log = realm.place().resolve("shop.log");
        shop.drop("daemonize = " + log, "env = TEXT=here");
        realm.up();
        App app = shop.running();
        assertThat(shop.master()).isEqualTo(app.pid());
        assertThat(log).content().contains("spawned uWSGI master process (pid: " + app.pid() + ")");
        List<Long> workers = Processes.childrenOf(app.pid());
        Processes.signal(app.pid(), "HUP");
        Until.holds("other workers", () -> !Processes.childrenOf(app.pid()).isEmpty()
                && Processes.childrenOf(app.pid()).stream().noneMatch(workers::contains));
        assertThat(shop.text()).isEqualTo("here");
        realm.watch("shop", java.time.Duration.ofMillis(1500), later -> later.running()
                && later.pids().equals(app.pids()));
    }

    @Test
    void theKeysOfAVassalSectionBesideItAreLieges() {
        shop.drop("env = TEXT=here", "[vassal]", "name.team = checkout", "stop-timeout = 4s", "priority = 3");
        realm.up();
        assertThat(shop.running().json().text("metadata.team")).isEqualTo("checkout");
        assertThat(shop.text()).isEqualTo("here");
    }

    @Test
    void whatUwsgiOwnsMayNotBeSaidInTheVassalSection() {
        shop.drop("[vassal]", "processes = 3");
        realm.up();
        assertThat(realm.await("shop", "invalid").faults()).singleElement().asString()
                .contains("shop.ini:6: key 'processes' is uWSGI's own");
    }
}
