package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers as people really run them, touched and edited under load behind a real nginx: not one request fails. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RollingServerIT {
    private static final int ROLLS = 4;
    private static final int GETS_PER_SECOND = 210;
    private static final int POSTS_PER_SECOND = 20;
    private static final int POST_BYTES = 40_000;
    private static final Path APPS = Checkout.FIXTURES.resolve("apps");

    @RegisterExtension
    final Realm realm = new Realm();

    private final Rolls shop = new Rolls(realm, "shop");

    /** The app lies where Debian's www-data can read it. */
    private String gunicorn(String options) throws IOException {
        Files.copy(APPS.resolve("shop.py"), realm.place().resolve("shop.py"));
        return Component.GUNICORN.require() + " --chdir " + realm.place() + " " + options + " shop:app";
    }

    private static String node() {
        return Component.NODE.require() + " " + APPS.resolve("shop.js");
    }

    @Test
    void gunicornThatIsToldItsDescriptorRollsWithoutAFailedRequest() throws Exception {
        rolls(Component.GUNICORN, gunicorn("--bind fd://3 --workers 2"), 1, false, "ready = http:/", "uid = www-data");
    }

    @Test
    void gunicornWithThreadsAndKeptConnectionsRollsWithoutAFailedRequest() throws Exception {
        rolls(Component.GUNICORN, gunicorn("--workers 1 --threads 4"), 1, true, "ready = accept");
    }

    @Test
    void nodeRollsWithoutAFailedRequest() throws Exception {
        rolls(Component.NODE, node(), 1, false, "ready = http:/");
    }

    @Test
    void severalNodesWithKeptConnectionsRollWithoutAFailedRequest() throws Exception {
        rolls(Component.NODE, node(), 2, true, "ready = accept");
    }

    private void drop(String command, int text, int processes, String... keys) {
        List<String> lines = new ArrayList<>(List.of(keys));
        lines.addAll(List.of("env = TEXT=" + text, "processes = " + processes, "listen = 4000", "stop-timeout = 20s"));
        realm.drop("shop", command, lines.toArray(String[]::new));
    }

    /** Touched and edited by turns while requests come in. */
    private void rolls(Component server, String command, int processes, boolean keepsConnections, String... keys)
            throws Exception {
        realm.up("--proxy-group", "www-data");
        drop(command, 0, processes, keys);
        App app = shop.settled(processes);
        server.announce(app.pids().get(0));
        Path home = realm.place().resolve("nginx");
        try (Nginx nginx = keepsConnections
                        ? Nginx.keepingConnectionsTo(realm.socket("shop"), home)
                        : Nginx.before(realm.socket("shop"), home);
                Load gets = new Load(nginx.url(), GETS_PER_SECOND, 0);
                Load posts = new Load(nginx.url(), POSTS_PER_SECOND, keepsConnections ? 0 : POST_BYTES)) {
            for (int roll = 1; roll <= ROLLS; roll++) {
                App before = app;
                if (roll % 2 == 0) {
                    shop.touch();
                } else {
                    drop(command, roll, processes, keys);
                }
                app = shop.replaced(before);
                assertThat(app.faults()).isEmpty();
                assertThat(shop.text()).isEqualTo(Integer.toString(roll - (roll + 1) % 2));
                long answered = gets.answered(200);
                Until.holds("requests to the new generation", () -> gets.answered(200) > answered + 100);
            }
            assertNoneFailed(gets, posts, nginx);
        }
        realm.watch("shop", Duration.ofMillis(100), last -> last.pids().size() == processes);
    }

    private static void assertNoneFailed(Load gets, Load posts, Nginx nginx) throws Exception {
        double rate = gets.rate() + posts.rate();
        Map<Integer, Long> got = gets.end();
        Map<Integer, Long> posted = posts.end();
        System.out.printf("%d reloads at %.0f requests/s: GET %s, the others %s%n", ROLLS, rate, got, posted);
        assertThat(rate).as("requests per second").isGreaterThanOrEqualTo(200);
        assertThat(got).containsOnlyKeys(200);
        assertThat(posted).containsOnlyKeys(200);
        assertThat(nginx.failedConnects()).isEmpty();
    }
}
