package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers as people really run them hang, and are replaced while clients wait. */
@Timeout(180)
class RealLivenessIT {
    private static final Path APPS = Checkout.FIXTURES.resolve("apps");
    private static final String[] HEALTH = {"health = http:/", "health-interval = 500ms", "health-failures = 2"};

    @RegisterExtension
    final Realm realm = new Realm();

    private long running(String name) {
        App app = realm.await(name, "running");
        realm.watch(name, Duration.ofSeconds(3), now -> now.pids().equals(app.pids()));
        return app.pid();
    }

    private long answering(String name) {
        return Long.parseLong(Http.get(realm.socket(name), "/").lines().findFirst().orElseThrow());
    }

    private App replaced(String name, long pid) {
        return realm.awaitThat(name, app -> app.pids().size() == 1 && app.readyPids().size() == 1
                && !app.pids().contains(pid));
    }

    @Test
    void gunicornWhoseOnlyWorkerIsStoppedIsReplacedWithAllItsTree() {
        realm.drop("shop", Component.GUNICORN.require() + " --chdir " + APPS + " --workers 1 shop:app", HEALTH);
        realm.up();
        long pid = running("shop");
        Component.GUNICORN.announce(pid);
        long stopped = answering("shop");
        assertThat(Processes.childrenOf(pid)).containsExactly(stopped);
        Processes.signal(stopped, "STOP");
        assertThat(answering("shop")).as("who waited is served by the successor").isNotEqualTo(stopped);
        replaced("shop", pid);
        Until.holds("nothing is left of the old", () -> Processes.ofSession(pid).isEmpty() && !Processes.alive(stopped));
        assertThat(realm.daemon().output()).contains("it hung: unhealthy: ");
    }

    @Test
    void uwsgiWhoseOnlyWorkerIsStoppedIsReplacedWithAllItsTree() {
        UwsgiSite site = new UwsgiSite(realm, "shop");
        site.dropOnly("http-socket = " + site.socket(), "wsgi-file = " + UwsgiSite.APP, "[vassal]",
                "stop-timeout = 3s", String.join("\n", HEALTH));
        realm.up();
        long pid = running("shop");
        Component.UWSGI.announce(pid);
        List<Long> children = Processes.childrenOf(pid);
        assertThat(children).isNotEmpty();
        children.forEach(child -> Processes.signal(child, "STOP"));
        String answer = Http.get(site.socket(), "/");
        assertThat(children).noneMatch(child -> answer.lines().findFirst().orElseThrow().equals("" + child));
        replaced("shop", pid);
        Until.holds("nothing is left of the old", () -> Processes.ofSession(pid).isEmpty());
        assertThat(realm.daemon().output()).contains("it hung: unhealthy: ");
    }

    @Test
    void stoppedNodeIsReplaced() {
        realm.drop("shop", Component.NODE.require() + " " + APPS.resolve("shop.js"), HEALTH);
        realm.up();
        long pid = running("shop");
        Component.NODE.announce(pid);
        Processes.signal(pid, "STOP");
        // Continued for the sake of TERM, it may serve who waits before it ends.
        answering("shop");
        replaced("shop", pid);
    }

    @Test
    void eventLoopThatIsStuckInOneOfTwoProcessesIsFoundByItsOwnHeartbeat() throws Exception {
        String python = Component.PYTHON.require().toString();
        realm.drop("beat", python + " " + APPS.resolve("beat.py"), "watchdog = 2s", "processes = 2");
        realm.up();
        List<Long> pids = realm.awaitThat("beat", app -> app.readyPids().size() == 2).readyPids();
        Component.PYTHON.announce(pids.get(0));
        realm.watch("beat", Duration.ofSeconds(4), app -> app.readyPids().equals(pids));
        try (Http victim = new Http(realm.socket("beat"))) {
            victim.send("GET /spin HTTP/1.1\r\n\r\n");
            App after = realm.awaitThat("beat", app -> app.restarts() == 1 && app.readyPids().size() == 2
                    && app.pids().size() == 2);
            assertThat(after.readyPids()).as("the other one serves on").containsAnyElementsOf(pids).isNotEqualTo(pids);
        }
        assertThat(realm.daemon().output()).contains("it hung: no WATCHDOG=1 within 2 s");
        // The start of a sibling must not have made the listener block: an event loop would be stuck in accept().
        Set<Long> answered = new HashSet<>();
        Until.holds("both answer", () -> answered.add(answering("beat")) && answered.size() == 2);
    }
}
