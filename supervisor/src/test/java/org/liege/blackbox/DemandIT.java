package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Apps that start at the first connection. */
@Timeout(120)
class DemandIT {
    private static final Duration A_WHILE = Duration.ofMillis(500);

    @RegisterExtension
    final Realm realm = new Realm();

    private void drop(String name, List<String> lines, String... options) {
        List<String> all = new ArrayList<>(List.of("start = demand"));
        all.addAll(lines);
        realm.drop(name, Worker.command(options), all.toArray(String[]::new));
    }

    /** Clients that ask at the same moment and wait for their answers. */
    private static List<String> askTogether(Path socket, int clients) {
        ExecutorService crowd = Executors.newFixedThreadPool(clients);
        try {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> Http.get(socket, "/pid"), crowd));
            }
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            crowd.shutdownNow();
        }
    }

    @Test
    void aFloodStartsASleepingAppOnceAndEveryoneIsServed() {
        drop("shop", List.of("listen = 250"), "--delay", "1000");
        realm.up();
        realm.await("shop", "idle");
        List<String> answers = askTogether(realm.socket("shop"), 200);
        App app = realm.await("shop", "running");
        assertThat(app.starts()).isEqualTo(1);
        assertThat(answers).hasSize(200).allMatch(answer -> answer.startsWith(app.pid() + "\n"));
    }

    @Test
    void beingAskedAboutStartsNothing() throws IOException {
        drop("shop", List.of());
        realm.up();
        realm.await("shop", "idle");
        for (Path door : List.of(realm.query(), realm.control())) {
            try (Http connection = new Http(door)) {
                for (int i = 0; i < 500; i++) {
                    assertThat(connection.request("GET", "/v1/apps/shop").status()).isEqualTo(200);
                }
            }
        }
        realm.watch("shop", A_WHILE, app -> app.state().equals("idle") && app.starts() == 0);
    }

    @Test
    void itCostsNoProcessUntilSomebodyComes() {
        drop("shop", List.of());
        realm.up();
        App idle = realm.await("shop", "idle");
        assertThat(idle.pids()).isEmpty();
        assertThat(idle.running()).isFalse();
        assertThat(idle.json().text("start")).isEqualTo("demand");
        assertThat(Processes.childrenOf(realm.daemon().pid())).isEmpty();
        assertThat(Http.get(realm.socket("shop"), "/pid")).isEqualTo(realm.await("shop", "running").pid() + "\n\n");
    }

    @Test
    void whoeverWaitsForAnAppThatNeverGetsReadyIsTurnedAwayAtTheVerdict() throws IOException {
        drop("shop", List.of("start-timeout = 1s", "failed-after = 2", "throttle-max = 10m"), "--block");
        realm.up();
        realm.await("shop", "idle");
        try (Http client = new Http(realm.socket("shop"))) {
            client.send("GET / HTTP/1.1\r\n\r\n");
            App late = realm.awaitThat("shop", app -> app.reason().contains("not ready within 1 s"));
            assertThat(late.state()).isIn("backoff", "starting", "failed");
            assertThat(realm.await("shop", "failed").starts()).isEqualTo(2);
            Until.holds("the waiting one is answered", () -> turnedAway(client));
        }
        assertThat(Connects.tryOne(realm.socket("shop"))).isEqualTo(Connects.Met.REFUSED);
    }

    private static boolean turnedAway(Http client) {
        try {
            return client.rest().isEmpty();
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void aClientThatLeavesBeforeTheBootEndsLeavesAHealthyApp() throws IOException {
        drop("shop", List.of(), "--delay", "500");
        realm.up();
        realm.await("shop", "idle");
        assertThat(Connects.tryOne(realm.socket("shop"))).isEqualTo(Connects.Met.CONNECTED);
        App app = realm.await("shop", "running");
        assertThat(app.starts()).isEqualTo(1);
        assertThat(Http.get(realm.socket("shop"), "/pid")).contains("" + app.pid());
    }

    @Test
    void theOperatorStartsItAndAStopHoldsAgainstVisitors() throws IOException {
        drop("shop", List.of());
        realm.up();
        realm.await("shop", "idle");
        assertThat(realm.verb("shop", "start?wait=10s").status()).isEqualTo(200);
        assertThat(realm.await("shop", "running").starts()).isEqualTo(1);
        assertThat(realm.verb("shop", "stop?wait=10s").status()).isEqualTo(200);
        assertThat(Connects.tryOne(realm.socket("shop"))).isEqualTo(Connects.Met.REFUSED);
        realm.watch("shop", A_WHILE, app -> app.state().equals("stopped"));
        assertThat(realm.verb("shop", "start?wait=10s").status()).isEqualTo(200);
        assertThat(Http.get(realm.socket("shop"), "/pid")).contains("" + realm.await("shop", "running").pid());
    }

    @Test
    void oneThatCrashesIsBackWithoutAnotherVisitor() {
        drop("shop", List.of());
        realm.up();
        Http.get(realm.socket("shop"), "/pid");
        long first = realm.await("shop", "running").pid();
        Processes.kill(first);
        App next = realm.awaitThat("shop", app -> app.running() && !app.pids().contains(first));
        assertThat(next.starts()).isEqualTo(2);
    }

    @Test
    void anEditOfASleepingOneStartsNothingAndHoldsFromTheNextVisitOn() {
        drop("shop", List.of("listen = 10"), "--text", "before");
        realm.up();
        realm.await("shop", "idle");
        drop("shop", List.of("listen = 20"), "--text", "after");
        realm.awaitThat("shop", app -> app.json().number("queue.limit") == 20);
        realm.watch("shop", A_WHILE, app -> app.state().equals("idle") && app.starts() == 0);
        assertThat(Http.get(realm.socket("shop"), "/")).contains("after");
    }

    @Test
    void itIsHeardOnASocketThatAnEditAdds() {
        drop("shop", List.of());
        realm.up();
        realm.await("shop", "idle");
        Path second = realm.run().resolve("apps/second.sock");
        drop("shop", List.of("socket = " + realm.socket("shop"), "socket = " + second));
        realm.awaitThat("shop", app -> app.json().list("sockets").size() == 2
                && app.json().list("sockets").get(1).number("inode") != 0);
        try (Connects clients = new Connects(second)) {
            Until.holds("somebody in the queue", () -> clients.connect() == Connects.Met.CONNECTED);
            assertThat(realm.await("shop", "running").starts()).isEqualTo(1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void anAppThatEndsWellWithoutServingIsNotStartedEndlessly() throws IOException {
        drop("shop", List.of("restart = on-failure", "failed-after = 3", "throttle-max = 10m"), "--exit", "0");
        realm.up();
        realm.await("shop", "idle");
        try (Connects client = new Connects(realm.socket("shop"))) {
            client.connect();
            assertThat(realm.await("shop", "failed").starts()).isEqualTo(3);
        }
    }

    @Test
    void aQuestionOfTheProxysFallbackWakesIt() throws IOException {
        drop("shop", List.of());
        realm.up();
        realm.await("shop", "idle");
        assertThat(Http.ask(realm.query(), "POST", "/v1/apps/shop/route", "Content-Length: 0").status()).isEqualTo(200);
        assertThat(realm.await("shop", "running").starts()).isEqualTo(1);
    }

    @Test
    void sleepersAreHeardAgainByTheNextMasterAfterAKill() {
        drop("asleep", List.of());
        drop("awake", List.of());
        realm.up();
        Http.get(realm.socket("awake"), "/pid");
        long pid = realm.await("awake", "running").pid();
        realm.watch("awake", Duration.ofMillis(1200), app -> app.pids().equals(List.of(pid)));
        realm.await("asleep", "idle");
        realm.daemon().kill();
        realm.up();
        assertThat(realm.await("awake", "running").pids()).containsExactly(pid);
        assertThat(realm.await("asleep", "idle").starts()).isZero();
        assertThat(Http.get(realm.socket("asleep"), "/pid"))
                .contains("" + realm.await("asleep", "running").pid());
    }

    /** The one with priority is called last, when more than the gate lets in wait already. */
    @Test
    void aHerdOfSleepersHitAtOnceKeepsToTheStartGate() throws IOException {
        for (int i = 0; i < 100; i++) {
            drop("app-" + i, List.of("priority = " + (i == 99 ? -1 : 0)), "--delay", "300");
        }
        realm.up("--max-starting", "8");
        Until.holds("all asleep", () -> realm.apps().stream().filter(app -> app.state().equals("idle")).count() == 100);
        List<Http> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Http client = new Http(realm.socket("app-" + i));
                clients.add(client);
                client.send("GET /pid HTTP/1.1\r\n\r\n");
            }
            Until.holds("all run", Duration.ofSeconds(60), this::allRunWithNoMoreThanEightStarting);
            assertThat(realm.apps()).allMatch(app -> app.starts() == 1);
            for (Http client : clients) {
                assertThat(client.reply().status()).isEqualTo(200);
            }
            long first = Processes.startTicks(realm.app("app-99").pid());
            assertThat(realm.apps().stream().filter(app -> Processes.startTicks(app.pid()) < first).count())
                    .as("started before the one with priority").isLessThan(50);
        } finally {
            for (Http client : clients) {
                client.close();
            }
        }
    }

    private boolean allRunWithNoMoreThanEightStarting() {
        List<App> apps = realm.apps();
        assertThat(apps.stream().filter(app -> !app.running() && !app.pids().isEmpty()).count())
                .as("starting at once").isLessThanOrEqualTo(8);
        return apps.stream().allMatch(App::running);
    }

    @Test
    void theFileRemovedTakesTheSleepersSocketAway() {
        drop("shop", List.of());
        realm.up();
        realm.await("shop", "idle");
        realm.remove("shop");
        Until.holds("unknown", () -> !realm.knows("shop"));
        assertThat(Files.exists(realm.socket("shop"))).isFalse();
    }
}
