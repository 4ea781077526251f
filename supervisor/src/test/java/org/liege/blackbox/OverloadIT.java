package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that cannot keep up with those who come. */
@Timeout(180)
class OverloadIT {
    @RegisterExtension
    final Realm realm = new Realm();

    @Test
    void workersThatCannotKeepUpAreOverloadedAndRunningOnceTheQueueHasDrainedAndNobodyIsRestarted() {
        realm.drop("shop", Worker.command("--work", "60"), "listen = 8", "processes = 2");
        realm.drop("blog", Worker.command());
        realm.up();
        App before = realm.await("shop", "running");
        realm.await("blog", "running");
        try (Throng throng = new Throng(realm.socket("shop"), 14)) {
            App overloaded = realm.await("shop", "overloaded");
            assertThat(overloaded.json().flag("overloaded")).isTrue();
            assertThat(overloaded.running()).isTrue();
            // The control doors and the neighbour are none the worse for it.
            for (int i = 0; i < 50; i++) {
                assertThat(realm.app("shop").pids()).isEqualTo(before.pids());
                assertThat(Http.get(realm.socket("blog"), "/pid")).isNotEmpty();
            }
            assertThat(throng.failed()).isZero();
        }
        App after = realm.await("shop", "running");
        assertThat(after.pids()).isEqualTo(before.pids());
        assertThat(after.starts()).isEqualTo(before.starts());
        assertThat(after.json().flag("overloaded")).isFalse();
    }

    @Test
    void betweenTheTwoThresholdsTheStateStaysAsItWas() throws Exception {
        realm.drop("shop", Worker.command("--block"), "ready = spawn", "listen = 10", "overload-for = 0");
        realm.up();
        realm.await("shop", "running");
        try (Connects clients = new Connects(realm.socket("shop"))) {
            for (int i = 0; i < 7; i++) {
                clients.connect();
            }
            realm.watch("shop", Duration.ofSeconds(1), app -> app.state().equals("running"));
            clients.connect();
            realm.await("shop", "overloaded");
            // 8 of 14 are more than a half and less than four fifths.
            realm.drop("shop", Worker.command("--block"), "ready = spawn", "listen = 14", "overload-for = 0");
            realm.awaitThat("shop", app -> app.json().number("queue.limit") == 14);
            realm.watch("shop", Duration.ofSeconds(1), app -> app.state().equals("overloaded"));
            realm.drop("shop", Worker.command("--block"), "ready = spawn", "listen = 16", "overload-for = 0");
            assertThat(realm.await("shop", "running").starts()).isEqualTo(1);
        }
    }

    @Test
    void theExpectedWaitIsWhatThoseWhoComeNowWillWait() {
        realm.drop("shop", Worker.command("--work", "50"), "listen = 10");
        realm.up();
        long pid = realm.await("shop", "running").pid();
        assertThat(realm.app("shop").json().at("queue.expectedWaitMillis")).as("nobody has waited yet").isNull();
        try (Throng throng = new Throng(realm.socket("shop"), 8)) {
            Until.holds("answers", () -> throng.answered() >= 40);
            App busy = realm.awaitThat("shop", app -> app.json().number("queue.length") > 4
                    && app.json().at("queue.expectedWaitMillis") != null);
            double waits = busy.json().number("queue.length") * throng.millisEach();
            assertThat(busy.json().number("queue.expectedWaitMillis") / waits).isBetween(1 / 3.0, 3.0);
            int before = busy.json().number("queue.expectedWaitMillis");
            Processes.signal(pid, "STOP");
            realm.awaitThat("shop", app -> app.json().number("queue.expectedWaitMillis") > 10 * before);
            Processes.signal(pid, "CONT");
        }
    }

    @Test
    void ofAWorkerThatHasNeverServedAnybodyNoWaitIsKnown() throws Exception {
        realm.drop("shop", Worker.command("--block"), "ready = spawn", "listen = 4");
        realm.up();
        realm.await("shop", "running");
        try (Connects clients = new Connects(realm.socket("shop"))) {
            clients.fill();
            App app = realm.await("shop", "overloaded");
            assertThat(app.json().flag("queue.full")).isTrue();
            assertThat(app.json().at("queue.expectedWaitMillis")).isNull();
        }
    }
}
