package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
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
    /** gunicorn's threads leave requests on kept connections unanswered when they end; nginx repeats all but POSTs. */
    private static final int NO_POSTS = 0;
    private static final Path APPS = Checkout.FIXTURES.resolve("apps");

    @RegisterExtension
    final Realm realm = new Realm();

    private final Rolls shop = new Rolls(realm, "shop");

    /** The app lies where Debian's www-data can read it. */
    @BeforeEach
    void copyTheApp() throws IOException {
        Files.copy(APPS.resolve("shop.py"), realm.place().resolve("shop.py"));
    }

    private String gunicorn(String options) {
        return Component.GUNICORN.require() + " --chdir " + realm.place() + " " + options + " shop:app";
    }

    private static String node() {
        return Component.NODE.require() + " " + APPS.resolve("shop.js");
    }

    /** Drops a file for that command in which the text, and nothing else, changes from one edit to the next. */
    private IntConsumer file(String command, String... keys) {
        return text -> {
            String[] lines = java.util.Arrays.copyOf(keys, keys.length + 3);
            lines[keys.length] = "env = TEXT=" + text;
            lines[keys.length + 1] = "listen = 4000";
            lines[keys.length + 2] = "stop-timeout = 20s";
            realm.drop("shop", command, lines);
        };
    }

    @Test
    void gunicornThatIsToldItsDescriptorRollsWithoutAFailedRequest() throws Exception {
        IntConsumer file = file(gunicorn("--bind fd://3 --workers 2"), "ready = http:/", "uid = www-data");
        up(Component.GUNICORN, file, 1);
        try (Nginx nginx = Nginx.before(realm.socket("shop"), home())) {
            rolls(nginx, file, POST_BYTES);
        }
    }

    @Test
    void gunicornWithThreadsAndKeptConnectionsRollsWithoutAFailedRequest() throws Exception {
        IntConsumer file = file(gunicorn("--workers 1 --threads 4"), "ready = accept");
        up(Component.GUNICORN, file, 1);
        try (Nginx nginx = Nginx.keepingConnectionsTo(realm.socket("shop"), home())) {
            rolls(nginx, file, NO_POSTS);
        }
    }

    @Test
    void nodeRollsWithoutAFailedRequest() throws Exception {
        IntConsumer file = file(node(), "ready = http:/");
        up(Component.NODE, file, 1);
        try (Nginx nginx = Nginx.before(realm.socket("shop"), home())) {
            rolls(nginx, file, POST_BYTES);
        }
    }

    @Test
    void severalNodesWithKeptConnectionsRollWithoutAFailedRequest() throws Exception {
        IntConsumer file = file(node(), "ready = accept", "processes = 2");
        up(Component.NODE, file, 2);
        try (Nginx nginx = Nginx.keepingConnectionsTo(realm.socket("shop"), home())) {
            rolls(nginx, file, POST_BYTES);
        }
    }

    @Test
    void uwsgiRollsWithoutAFailedRequest() throws Exception {
        Path socket = realm.place().resolve("shop.sock");
        IntConsumer file = text -> realm.put(realm.file("shop"), """
                [uwsgi]
                plugin = python3
                socket = %1$s
                chmod-socket = 666
                listen = 4000
                wsgi-file = %2$s/shop.py
                callable = app
                processes = 2
                uid = www-data
                env = TEXT=%3$d
                """.formatted(socket, realm.place(), text));
        up(Component.UWSGI, file, 1);
        try (Nginx nginx = Nginx.speaking("uwsgi", socket, home())) {
            rolls(nginx, file, POST_BYTES);
        }
    }

    private Path home() {
        return realm.place().resolve("nginx");
    }

    private void up(Component server, IntConsumer file, int processes) {
        server.require();
        realm.up("--proxy-group", "www-data");
        file.accept(0);
        server.announce(shop.settled(processes).pids().get(0));
    }

    /** Touched and edited by turns while requests come in. */
    private void rolls(Nginx nginx, IntConsumer file, int postBytes) throws Exception {
        App app = realm.await("shop", "running");
        try (Load gets = new Load(nginx.url(), GETS_PER_SECOND, 0);
                Load posts = new Load(nginx.url(), POSTS_PER_SECOND, postBytes)) {
            for (int roll = 1; roll <= ROLLS; roll++) {
                App before = app;
                boolean edit = roll % 2 == 1;
                if (edit) {
                    file.accept(roll);
                } else {
                    shop.touch();
                }
                shop.replaced(before);
                app = realm.app("shop");
                assertThat(app.faults()).isEmpty();
                assertThat(app.json().at("lastExit.code")).as("its end, as graceful as it can be").isEqualTo(0);
                assertThat(text(nginx)).isEqualTo(Integer.toString(edit ? roll : roll - 1));
                long answered = gets.answered(200);
                Until.holds("requests to the new generation", () -> gets.answered(200) > answered + 100);
            }
            assertNoneFailed(gets, posts, nginx);
        }
        List<Long> last = app.pids();
        realm.watch("shop", Duration.ofMillis(100), now -> now.pids().equals(last));
    }

    private static String text(Nginx nginx) {
        return Commands.run(Component.CURL.require().toString(), "-s", "--max-time", "30", nginx.url())
                .mustSucceed().output().lines().skip(1).findFirst().orElse("");
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
