package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Apps that are stopped when nobody needs them, and those that only look so. */
@Timeout(120)
class IdleIT {
    /** Several times the idle time of these apps. */
    private static final Duration LONG = Duration.ofSeconds(4);

    @RegisterExtension
    final Realm realm = new Realm();

    private void drop(List<String> lines, String... options) {
        List<String> all = new ArrayList<>(List.of("start = demand", "idle = 1s"));
        all.addAll(lines);
        realm.drop("shop", Worker.command(options), all.toArray(String[]::new));
    }

    private App visited() {
        realm.await("shop", "idle");
        assertThat(Http.get(realm.socket("shop"), "/pid")).isNotEmpty();
        return realm.await("shop", "running");
    }

    private void goesOn(App app) {
        realm.watch("shop", LONG, now -> now.pids().equals(app.pids()) && now.starts() == app.starts());
    }

    @Test
    void oneWithoutVisitorsSleepsAndTheNextOneWakesIt() {
        drop(List.of());
        realm.up();
        App first = visited();
        App asleep = realm.await("shop", "idle");
        assertThat(asleep.reason()).startsWith("nobody has come for ");
        assertThat(asleep.json().text("lastExit.signal")).isEqualTo("TERM");
        assertThat(asleep.json().list("sockets").get(0).number("inode"))
                .isEqualTo(first.json().list("sockets").get(0).number("inode"));
        assertThat(Processes.alive(first.pid())).isFalse();
        App second = visited();
        assertThat(second.starts()).isEqualTo(2);
        assertThat(second.pid()).isNotEqualTo(first.pid());
    }

    @Test
    void oneThatTheOperatorHasStartedSleepsToo() {
        drop(List.of());
        realm.up();
        assertThat(realm.verb("shop", "start?wait=10s").status()).isEqualTo(200);
        realm.await("shop", "idle");
        realm.watch("shop", Duration.ofSeconds(1), app -> app.starts() == 1);
    }

    @Test
    void visitorsKeepItUp() {
        drop(List.of());
        realm.up();
        App app = visited();
        Until.stays(LONG, () -> assertThat(Http.get(realm.socket("shop"), "/pid")).contains("" + app.pid()));
        assertThat(realm.app("shop").starts()).isEqualTo(1);
    }

    /** As a quiet websocket does. */
    @Test
    void anOpenConnectionOnWhichNothingTravelsKeepsItUp() throws IOException {
        drop(List.of());
        realm.up();
        App app = visited();
        try (Http quiet = new Http(realm.socket("shop"))) {
            quiet.send("GET /hang HTTP/1.1\r\n\r\n");
            goesOn(app);
        }
        realm.await("shop", "idle");
    }

    @Test
    void whoeverComesWhileItEndsIsServed() throws IOException {
        drop(List.of("stop-timeout = 10s"), "--slow-term", "400");
        realm.up();
        visited();
        for (int round = 1; round <= 4; round++) {
            realm.await("shop", "stopping");
            assertThat(Http.ask(realm.socket("shop"), "GET", "/pid").status()).isEqualTo(200);
            // The old one may have served that; from some moment on only a new one can.
            realm.awaitThat("shop", app -> !Http.get(realm.socket("shop"), "/pid").isEmpty()
                    && app.state().equals("running"));
        }
        assertThat(realm.app("shop").starts()).isEqualTo(5);
    }

    @Test
    void oneThatAcceptsNobodyIsNotIdleWhileSomebodyWaits() throws IOException {
        drop(List.of());
        realm.up();
        long first = visited().pid();
        Processes.signal(first, "STOP");
        try (Http waiting = new Http(realm.socket("shop"))) {
            waiting.send("GET /pid HTTP/1.1\r\n\r\n");
            goesOn(realm.app("shop"));
            Processes.signal(first, "CONT");
            assertThat(waiting.reply().status()).isEqualTo(200);
        }
        realm.await("shop", "idle");
    }

    @Test
    void ourOwnHealthChecksAreNoVisitors() {
        drop(List.of("health = http:/health", "health-interval = 150ms"));
        realm.up();
        visited();
        assertThat(realm.await("shop", "idle").starts()).isEqualTo(1);
    }

    @Test
    void oneThatWorksWithoutVisitorsIsNotStopped() {
        realm.drop("shop", "/bin/sh -c \"while :; do :; done\"", "start = demand", "idle = 1s", "ready = spawn");
        realm.up();
        assertThat(realm.verb("shop", "start?wait=10s").status()).isEqualTo(200);
        goesOn(realm.await("shop", "running"));
    }

    @Test
    void aSocketInATenantsOwnDirectoryWillDo() throws IOException {
        Path place = Files.createDirectory(realm.place().resolve("tenant"));
        Commands.run("chown", "nobody", place.toString()).mustSucceed();
        Path socket = place.resolve("shop.sock");
        drop(List.of("uid = nobody", "socket = " + socket));
        realm.up();
        realm.await("shop", "idle");
        Http.get(socket, "/pid");
        realm.await("shop", "running");
        realm.await("shop", "idle");
    }

    @Test
    void whereConnectsLeaveNoTraceItGoesOnAndThatIsTold() throws IOException {
        Path place = Files.createDirectory(realm.place().resolve("noatime"));
        String mount = Component.MOUNT.require().toString();
        Commands.run(mount, "-t", "tmpfs", "-o", "noatime", "none", place.toString()).mustSucceed();
        try {
            drop(List.of("socket = " + place.resolve("shop.sock")));
            String checked = Launch.command(realm, "check", realm.file("shop").toString()).output();
            assertThat(checked).contains("note: key 'idle'", "mounted noatime");
            realm.up();
            assertThat(realm.verb("shop", "start?wait=10s").status()).isEqualTo(200);
            App app = realm.awaitThat("shop", now -> now.reason().contains("mounted noatime"));
            goesOn(app);
            assertThat(Http.get(realm.control(), "/healthz")).contains("could not tell whether shop idle");
            assertThat(realm.daemon().output()).contains("shop: it is not stopped when idle");
            realm.daemon().stop();
        } finally {
            Commands.run("umount", "--lazy", place.toString()).mustSucceed();
        }
    }

    @Test
    void whoComesThroughAReadOnlyMountIsNoticedAndTheAppGoesOn() throws IOException {
        drop(List.of());
        realm.up();
        App app = visited();
        Path view = Files.createDirectory(realm.place().resolve("view"));
        String mount = Component.MOUNT.require().toString();
        Commands.run(mount, "--bind", "-o", "ro", realm.socket("shop").getParent().toString(), view.toString())
                .mustSucceed();
        try (Connects clients = new Connects(view.resolve("shop.sock"))) {
            // One is open at every look, and another one each time.
            Until.holds("the complaint", () -> {
                clients.close();
                clients.connect();
                return realm.app("shop").reason().contains("read-only mount");
            });
        } finally {
            Commands.run("umount", "--lazy", view.toString()).mustSucceed();
        }
        goesOn(app);
    }

    @Test
    void uwsgiWithDieOnIdleStartsOnDemandAndSleepsAgain() {
        UwsgiSite shop = new UwsgiSite(realm, "shop");
        shop.drop("idle = 2", "die-on-idle = true", "env = TEXT=awake");
        realm.up();
        assertThat(realm.await("shop", "idle").starts()).isZero();
        assertThat(shop.text()).isEqualTo("awake");
        realm.await("shop", "running");
        assertThat(realm.await("shop", "idle").reason()).startsWith("nobody has come for ");
        assertThat(shop.text()).isEqualTo("awake");
    }
}
