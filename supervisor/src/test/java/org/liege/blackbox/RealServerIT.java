package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers as people really run them, behind a real nginx: dropped, killed under load, edited, broken, removed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RealServerIT {
    private static final int KILLS = 20;
    private static final Path APPS = Checkout.FIXTURES.resolve("apps");

    @RegisterExtension
    final Realm realm = new Realm();

    @Test
    void gunicornBehindNginxLosesNoConnectWhenItIsKilled() throws Exception {
        wholeLife(Component.GUNICORN.version(), Component.GUNICORN.require() + " --chdir " + APPS
                + " --bind fd://3 --workers 1 shop:app", "ready = http:/");
    }

    @Test
    void gunicornFindsItsSocketByItself() {
        realm.drop("shop", Component.GUNICORN.require() + " --chdir " + APPS + " --workers 2 shop:app", "ready = notify");
        realm.up();
        App app = realm.await("shop", "running");
        long answering = Long.parseLong(Http.get(realm.socket("shop"), "/").lines().findFirst().orElseThrow());
        assertThat(Processes.childrenOf(app.pid())).contains(answering);
        Component.GUNICORN.announce(app.pid());
    }

    @Test
    void nodeBehindNginxLosesNoConnectWhenItIsKilled() throws Exception {
        wholeLife("node " + Component.NODE.version(),
                Component.NODE.require() + " " + APPS.resolve("shop.js"), "ready = http:/");
    }

    @Test
    void plainJavaOnDescriptorZeroBehindNginxLosesNoConnectWhenItIsKilled() throws Exception {
        Path classes = Files.createDirectories(Checkout.COMPILED.resolve("shop"));
        Path home = Path.of(System.getProperty("java.home"));
        Commands.run(home.resolve("bin/javac").toString(), "--release", "17", "-d", classes.toString(),
                APPS.resolve("Shop.java").toString()).mustSucceed();
        wholeLife("java " + System.getProperty("java.runtime.version"),
                home.resolve("bin/java") + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx32m -cp "
                        + classes + " Shop", "ready = http:/", "socket-fd = 0");
    }

    /** All that happens to an app in its life, with requests coming in meanwhile. */
    private void wholeLife(String version, String command, String... keys) throws Exception {
        realm.up("--proxy-group", "www-data");
        drop(command, "first", keys);
        App app = realm.await("shop", "running");
        System.out.println("component " + version + ", pid " + app.pid());
        try (Nginx nginx = Nginx.before(realm.socket("shop"), realm.place().resolve("nginx"))) {
            killUnderLoad(nginx);
            edit(nginx, command, keys);
            breakTheEdit(nginx, command, keys);
            remove(nginx);
        }
    }

    private void drop(String command, String text, String... keys) {
        String[] lines = java.util.Arrays.copyOf(keys, keys.length + 2);
        lines[keys.length] = "env = TEXT=" + text;
        // A second of boot at 250 requests per second has to fit.
        lines[keys.length + 1] = "listen = 4000";
        realm.drop("shop", command, lines);
    }

    private void killUnderLoad(Nginx nginx) throws Exception {
        try (Load load = new Load(nginx.url())) {
            for (int kill = 1; kill <= KILLS; kill++) {
                App running = realm.awaitThat("shop", app -> app.state().equals("running"));
                // Proven, in the daemon's sense, is a worker that has been ready for a second.
                realm.watch("shop", Duration.ofMillis(1200), app -> app.pids().equals(running.pids()));
                long answers = kill * 100L;
                Until.holds(answers + " answers", () -> load.answered(200) > answers);
                Processes.kill(running.pid());
                realm.awaitThat("shop", app -> app.running() && !app.pids().contains(running.pid()));
            }
            double rate = load.rate();
            Map<Integer, Long> answers = load.end();
            System.out.printf("%d kills at %.0f requests/s: answers by status %s, failed connects %d%n",
                    KILLS, rate, answers, nginx.failedConnects().size());
            assertThat(rate).as("requests per second").isGreaterThanOrEqualTo(200);
            assertThat(nginx.failedConnects()).isEmpty();
            // 502, or half an answer, is what had been accepted by the worker that died: lost in flight, and told apart from a
            // refusal.
            assertThat(answers.keySet()).isSubsetOf(200, 502, Load.CUT_OFF);
            assertThat(answers.getOrDefault(502, 0L) + answers.getOrDefault(Load.CUT_OFF, 0L)).isLessThanOrEqualTo(KILLS * 20L);
        }
        assertThat(realm.app("shop").restarts()).isEqualTo(KILLS);
    }

    private String body(Nginx nginx) {
        return Commands.run(Component.CURL.require().toString(), "-s", "--max-time", "30", nginx.url()).output();
    }

    private void edit(Nginx nginx, String command, String... keys) {
        App before = realm.app("shop");
        drop(command, "second", keys);
        App after = new Rolls(realm, "shop").replaced(before);
        Until.holds("the edited app answers", () -> body(nginx).contains("second"));
        assertThat(after.faults()).isEmpty();
    }

    private void breakTheEdit(Nginx nginx, String command, String... keys) {
        App before = realm.await("shop", "running");
        String[] broken = java.util.Arrays.copyOf(keys, keys.length + 1);
        broken[keys.length] = "lisen = 5";
        drop(command, "third", broken);
        App after = realm.awaitThat("shop", app -> !app.faults().isEmpty());
        assertThat(after.pids()).isEqualTo(before.pids());
        assertThat(after.faults()).singleElement().asString().contains("did you mean 'listen'");
        assertThat(body(nginx)).contains("second");
    }

    private void remove(Nginx nginx) throws IOException {
        List<Long> session = Processes.ofSession(realm.app("shop").pid());
        assertThat(session).isNotEmpty();
        realm.remove("shop");
        Until.holds("unknown", () -> !realm.knows("shop"));
        assertThat(realm.socket("shop")).doesNotExist();
        assertThat(session).noneMatch(Processes::alive);
        assertThat(Commands.run(Component.CURL.require().toString(), "-s", "-o", "/dev/null", "-w", "%{http_code}",
                nginx.url()).output()).isEqualTo("502");
    }
}
