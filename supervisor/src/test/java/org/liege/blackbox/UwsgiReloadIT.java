package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits and touches of a real uWSGI's file: not one request fails, and two copies never fight over an address. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class UwsgiReloadIT {
    private static final int RELOADS = 4;

    @RegisterExtension
    final Realm realm = new Realm();

    private final UwsgiSite shop = new UwsgiSite(realm, "shop");

    private void drop(int text, String lines) {
        shop.drop("listen = 4000", "processes = 2", "env = TEXT=" + text, String.join("\n", lines.split("; ")),
                "chmod-socket = 666");
    }

    @ParameterizedTest
    @ValueSource(strings = {"master = true", "lazy-apps = true", "vacuum = true; die-on-term = true; need-app = true"})
    void touchedAndEditedUnderLoadItFailsNoRequest(String lines) throws Exception {
        realm.up();
        drop(0, lines);
        App app = shop.running();
        long inode = app.json().list("sockets").get(0).number("inode");
        try (Nginx nginx = Nginx.speaking("uwsgi", shop.socket(), realm.place().resolve("nginx"));
                Load load = new Load(nginx.url())) {
            for (int reload = 1; reload <= RELOADS; reload++) {
                app = reload(app, reload, lines);
                long answered = load.answered(200);
                Until.holds("requests to the new generation", () -> load.answered(200) > answered + 100);
            }
            double rate = load.rate();
            Map<Integer, Long> answers = load.end();
            System.out.printf("%d reloads of uWSGI at %.0f requests/s: %s%n", RELOADS, rate, answers);
            assertThat(answers.keySet()).isSubsetOf(200, 502);
            assertThat(nginx.failedConnects()).isEmpty();
            // A worker that is told to end just after it has accepted, and before it reads, ends: docs/uwsgi.md.
            assertThat(answers.getOrDefault(502, 0L)).isEqualTo(nginx.unanswered().size()).isLessThanOrEqualTo(1);
            assertThat(rate).as("requests per second").isGreaterThanOrEqualTo(200);
        }
        assertThat((long) realm.app("shop").json().list("sockets").get(0).number("inode")).isEqualTo(inode);
    }

    private App reload(App before, int number, String lines) {
        Rolls rolls = new Rolls(realm, "shop");
        if (number % 2 == 0) {
            rolls.touch();
        } else {
            drop(number, lines);
        }
        App after = rolls.replaced(before);
        assertThat(after.faults()).isEmpty();
        assertThat(shop.text()).isEqualTo(Integer.toString(number - (number + 1) % 2));
        return after;
    }

    @Test
    void whatTheOldOneWouldTidyUpIsTheNewOnes() throws IOException {
        Path pidfile = realm.place().resolve("shop.pid");
        Path stats = realm.place().resolve("stats.sock");
        shop.drop("vacuum = true", "pidfile = " + pidfile, "stats = " + stats, "shutdown-sockets = true");
        realm.up();
        App first = shop.running();
        Rolls rolls = new Rolls(realm, "shop");
        rolls.touch();
        App second = rolls.replaced(first);
        assertThat(pidfile).hasContent(Long.toString(second.pid()));
        assertThat(Connects.tryOne(stats)).isEqualTo(Connects.Met.CONNECTED);
        assertThat(shop.master()).isEqualTo(second.pid());
    }

    @Test
    void oneWithATcpAddressReloadsItselfInPlace() throws Exception {
        int port = freePort();
        shop.drop("http-socket = 127.0.0.1:" + port, "env = TEXT=first");
        realm.up();
        App app = shop.running();
        List<Long> workers = Processes.childrenOf(app.pid());
        shop.drop("http-socket = 127.0.0.1:" + port, "env = TEXT=second");
        Until.holds("other workers", () -> !Processes.childrenOf(app.pid()).isEmpty()
                && Processes.childrenOf(app.pid()).stream().noneMatch(workers::contains));
        Until.holds("the new text", () -> shop.text().equals("second"));
        assertThat(overTcp(port)).contains("second");
        App after = shop.running();
        assertThat(after.pids()).isEqualTo(app.pids());
        assertThat(after.faults()).isEmpty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static String overTcp(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void whatTheVassalSectionSaysOfReloadsGoesBeforeWhatUwsgiNeeds() {
        shop.drop("env = TEXT=first", "[vassal]", "reload = restart", "ready = accept");
        realm.up();
        App app = shop.running();
        shop.drop("env = TEXT=second", "[vassal]", "reload = restart", "ready = accept");
        new Rolls(realm, "shop").replaced(app);
        assertThat(shop.text()).isEqualTo("second");
    }
}
