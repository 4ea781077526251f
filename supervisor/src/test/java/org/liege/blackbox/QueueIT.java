package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the state says of listen queues, beside what {@code ss -xl} says. */
@Timeout(180)
class QueueIT {
    @RegisterExtension
    final Realm realm = new Realm();

    @Test
    void everyLengthIsThatOfSs() throws IOException {
        realm.drop("shop", Worker.command("--block"), "ready = spawn", "listen = 9");
        realm.up();
        realm.await("shop", "running");
        try (Connects clients = new Connects(realm.socket("shop"))) {
            for (int waiting = 0; waiting <= 10; waiting++) {
                assertAsSsHasIt("shop", waiting, waiting > 9);
                clients.connect();
            }
            assertThat(clients.connect()).isEqualTo(Connects.Met.FULL);
        }
    }

    @Test
    void underLoadTheLengthIsThatOfSsWheneverItStandsStill() throws IOException {
        realm.drop("shop", Worker.command("--work", "5"), "listen = 8");
        realm.up();
        long pid = realm.await("shop", "running").pid();
        try (Throng throng = new Throng(realm.socket("shop"), 16)) {
            for (int round = 1; round <= 5; round++) {
                long target = throng.answered() + 20;
                Until.holds("answers", () -> throng.answered() >= target);
                Processes.signal(pid, "STOP");
                Until.holds("a queue that is full", () -> Listeners.at(realm.socket("shop")).queued() == 9);
                assertAsSsHasIt("shop", 9, true);
                Processes.signal(pid, "CONT");
            }
            assertThat(throng.failed()).isZero();
        }
    }

    @Test
    void theLongestOfTheLastMinuteIsRemembered() throws IOException {
        realm.drop("shop", Worker.command(), "listen = 20");
        realm.up();
        long pid = realm.await("shop", "running").pid();
        Processes.signal(pid, "STOP");
        try (Connects clients = new Connects(realm.socket("shop"))) {
            for (int i = 0; i < 7; i++) {
                clients.connect();
            }
            // Not asked for while they wait: the sampler has to see it.
            Until.holds("seen", () -> realm.get("/v1/apps").list("apps").get(0).number("queue.peak") == 7);
        }
        Processes.signal(pid, "CONT");
        App drained = realm.awaitThat("shop", app -> app.json().number("queue.length") == 0);
        assertThat(drained.json().number("queue.peak")).isEqualTo(7);
    }

    @Test
    void aBacklogAboveTheKernelsIsToldAsItIsAndAsItWasAskedFor() {
        realm.drop("shop", Worker.command(), "listen = 65535");
        realm.up();
        App app = realm.await("shop", "running");
        assertThat(app.json().number("queue.requested")).isEqualTo(65535);
        assertThat(app.json().number("queue.limit")).as("net.core.somaxconn, when it was bound")
                .isEqualTo(Listeners.at(realm.socket("shop")).backlog());
    }

    @Test
    void theStateTellsOfTheFullestSocket() throws IOException {
        realm.drop("shop", Worker.command("--block"), "ready = spawn", "listen = 9",
                "socket = {run}/apps/a.sock", "socket = {run}/apps/b.sock");
        realm.up();
        realm.await("shop", "running");
        try (Connects a = new Connects(realm.socket("a")); Connects b = new Connects(realm.socket("b"))) {
            a.connect();
            b.connect();
            b.connect();
            // Who asks twice within a few milliseconds gets the same answer.
            Until.passes(() -> assertThat(realm.app("shop").json().number("queue.length")).isEqualTo(2));
            assertThat(realm.app("shop").json().list("sockets"))
                    .extracting(socket -> socket.number("length")).containsExactly(1, 2);
        }
    }

    @Test
    void whereSockDiagIsRefusedTheLengthsAreReadFromProc() throws IOException {
        realm.drop("shop", Worker.command("--block"), "ready = spawn", "listen = 9");
        realm.drop("blog", Worker.command(), "listen = 9");
        realm.up(List.of(Component.PYTHON.require().toString(), Checkout.FIXTURES.resolve("without-sock-diag.py").toString()),
                Map.of());
        realm.await("shop", "running");
        realm.await("blog", "running");
        try (Connects clients = new Connects(realm.socket("shop"))) {
            for (int waiting = 0; waiting <= 9; waiting++) {
                int length = waiting;
                // A reading may miss one while other sockets of the machine come and go: docs/queue.md.
                Until.passes(() -> assertThat(realm.app("shop").json().number("queue.length")).isEqualTo(length));
                clients.connect();
            }
            App full = realm.await("shop", "overloaded");
            assertThat(full.json().text("queue.source")).isEqualTo("proc");
            assertThat(full.json().flag("queue.full")).isTrue();
            assertThat(full.json().at("queue.expectedWaitMillis")).isNull();
        }
        assertThat(realm.daemon().output()).containsOnlyOnce("listen queues are read from /proc/net/unix instead");
    }

    private void assertAsSsHasIt(String name, int waiting, boolean full) {
        Until.passes(() -> assertThat(Json.parse(Http.get(realm.control(), "/v1/apps/" + name)).number("queue.length"))
                .isEqualTo(waiting));
        Listeners.Row row = Listeners.at(realm.socket(name));
        Json queue = Json.parse(Http.get(realm.control(), "/v1/apps/" + name));
        assertThat(queue.number("queue.length")).isEqualTo(waiting).isEqualTo(row.queued());
        assertThat(queue.number("queue.limit")).isEqualTo(row.backlog());
        assertThat(queue.flag("queue.full")).isEqualTo(full);
        assertThat(queue.text("queue.source")).isEqualTo("sock_diag");
    }
}
