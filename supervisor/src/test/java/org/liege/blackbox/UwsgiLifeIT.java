package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real uWSGI from its first READY=1 to its end: stopped with requests in flight, killed, edited, broken. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UwsgiLifeIT {
    @RegisterExtension
    final Realm realm = new Realm();

    private final UwsgiSite shop = new UwsgiSite(realm, "shop");

    private static List<String> split(String lines) {
        return List.of(lines.split("; "));
    }

    // uWSGI by itself cuts requests off at TERM with or without a master, and reloads instead of ending with one.
    @ParameterizedTest
    @ValueSource(strings = {
        "env = A=nothing more",
        "master = true",
        "master = false",
        "master = true; die-on-term = true",
        "lazy-apps = true; processes = 2",
        "processes = 4; cheaper = 1; mule = true",
        "enable-threads = true; threads = 4",
        "hook-master-start = unix_signal:15 gracefully_kill_them_all; vacuum = true",
        "uid = nobody; gid = nogroup",
        "attach-daemon = sleep 1000",
    })
    void whatIsBeingAnsweredIsAnsweredBeforeItStops(String lines) throws Exception {
        shop.drop(split(lines).toArray(String[]::new));
        realm.up();
        App app = shop.running();
        List<Long> session = Processes.ofSession(app.pid());
        CompletableFuture<String> answer = shop.askSlowly("2");
        assertThat(realm.verb("shop", "stop?wait=20s").status()).isEqualTo(200);
        assertThat(answer.get(10, TimeUnit.SECONDS)).as("the answer to the request in flight").isNotEmpty();
        assertThat(realm.app("shop").json().number("lastExit.code")).isZero();
        assertThat(session).noneMatch(Processes::alive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lazy-apps = false", "lazy-apps = true"})
    void stoppedWhileItStillLoadsItsAppItEndsSoon(String line) throws IOException {
        Path app = Files.writeString(realm.place().resolve("slow.py"),
                "import time\nopen('" + realm.place() + "/loading', 'w')\ntime.sleep(100)\n");
        shop.dropOnly("socket = " + shop.socket(), "wsgi-file = " + app, line, "[vassal]", "stop-timeout = 90s");
        realm.up();
        Until.holds("the app is being loaded", () -> Files.exists(realm.place().resolve("loading")));
        assertThat(realm.verb("shop", "stop?wait=20s").status()).isEqualTo(200);
        assertThat(realm.app("shop").json().text("lastExit.signal")).isNotEqualTo("KILL");
    }

    @Test
    void aKilledMasterIsReplacedWithNothingRefusedAndNothingLeft() throws IOException {
        shop.drop("processes = 2", "listen = 4000");
        realm.up();
        App first = shop.running();
        realm.watch("shop", Duration.ofMillis(1200), app -> app.pids().equals(first.pids()));
        List<Long> session = Processes.ofSession(first.pid());
        assertThat(session).hasSize(3);
        try (ConnectLoop loop = new ConnectLoop(shop.socket())) {
            Processes.kill(first.pid());
            App next = realm.awaitThat("shop", app -> app.running() && !app.pids().contains(first.pid()));
            assertThat(next.json().text("lastExit.signal")).isEqualTo("KILL");
            Until.holds("more connects", () -> loop.total() > 200);
            Rolls.assertAllConnected(loop);
        }
        Until.holds("the first one's workers are gone", () -> session.stream().noneMatch(Processes::alive));
        assertThat(shop.master()).isEqualTo(realm.app("shop").pid());
    }

    @Test
    void anEditServesItsNewTextFromTheSameListener() {
        shop.drop("env = TEXT=first");
        realm.up();
        App first = shop.running();
        assertThat(shop.text()).isEqualTo("first");
        shop.drop("env = TEXT=second", "listen = 55");
        App second = new Rolls(realm, "shop").replaced(first);
        assertThat(shop.text()).isEqualTo("second");
        assertThat(second.json().list("sockets").get(0).number("inode"))
                .isEqualTo(first.json().list("sockets").get(0).number("inode"));
        assertThat(second.json().list("sockets").get(0).number("limit")).isEqualTo(55);
    }

    @Test
    void anAppThatCanNoLongerBeLoadedLeavesTheOldOneServing() throws IOException {
        Path app = realm.place().resolve("app.py");
        Files.copy(UwsgiSite.APP, app);
        shop.dropOnly("socket = " + shop.socket(), "wsgi-file = " + app, "need-app = true", "env = TEXT=good");
        realm.up();
        App good = shop.running();
        Files.writeString(app, "def application(environ, start_response) return\n");
        new Rolls(realm, "shop").touch();
        App after = realm.awaitThat("shop", later -> later.starts() > good.starts()
                && later.pids().equals(good.pids()) && !later.state().equals("reloading"));
        assertThat(after.running()).isTrue();
        assertThat(after.faults().toString() + after.reason()).contains("code 22");
        assertThat(shop.text()).isEqualTo("good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"need-app = true", "need-app = true; lazy-apps = true"})
    void anAppThatCannotBeLoadedIsNeverReady(String lines) throws IOException {
        Path app = Files.writeString(realm.place().resolve("app.py"), "raise SystemError('broken on purpose')\n");
        shop.dropOnly("socket = " + shop.socket(), "wsgi-file = " + app, String.join("\n", split(lines)), "[vassal]",
                "failed-after = 2");
        realm.up();
        App failed = realm.await("shop", "failed");
        assertThat(failed.running()).isFalse();
        // A worker that gives up under its master ends that by 22 or by TERM, whichever it comes to first.
        boolean told = !lines.contains("lazy-apps") || failed.json().number("lastExit.code") != 0;
        assertThat(failed.json().number("lastExit.code")).isEqualTo(told ? 22 : 0);
        assertThat(failed.reason()).contains("before it was ready").contains(told ? "no app could be loaded" : "code 0");
    }

    @Test
    void oneThatIsCheapIsReadyWithoutAWorkerAndServes() {
        shop.drop("cheap = true", "env = TEXT=cheap");
        realm.up();
        App app = shop.running();
        assertThat(Processes.childrenOf(app.pid())).isEmpty();
        assertThat(shop.text()).isEqualTo("cheap");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attach-daemon = sleep 1000", "cron = 0 0 1 1 -1 true; processes = 0"})
    void oneWithoutAnythingToAcceptIsReadyAsSoonAsItsMasterRuns(String lines) {
        shop.dropOnly(split(lines).toArray(String[]::new));
        realm.up();
        assertThat(shop.running().json().list("sockets")).isEmpty();
    }
}
