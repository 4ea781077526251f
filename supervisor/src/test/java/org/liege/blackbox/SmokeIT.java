package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One short life of everything, for a JDK that the rest isn't run on: dropped, killed, edited, stopped, ended. */
@Timeout(120)
class SmokeIT {
    @RegisterExtension
    final Realm realm = new Realm();

    @Test
    void oneAppLivesItsWholeLife() throws IOException {
        System.out.println("component java: " + System.getProperty("java.runtime.version"));
        realm.up();
        realm.drop("one", Worker.command("--text", "first"), "ready = http:/health");
        App first = realm.await("one", "running");
        assertThat(Http.get(realm.socket("one"), "/")).contains("first");
        Processes.kill(first.pid());
        realm.awaitThat("one", app -> app.running() && app.restarts() == 1);
        realm.drop("one", Worker.command("--text", "second"), "ready = http:/health");
        Until.holds("the edit", () -> realm.app("one").running()
                && Http.get(realm.socket("one"), "/").contains("second"));
        Commands.Outcome status = Launch.command(realm, "status", "one");
        assertThat(status.status()).as("%s", status).isZero();
        assertThat(status.errors()).isEmpty();
        assertThat(Launch.command(realm, "stop", "one", "--wait", "10s").status()).isZero();
        assertThat(Connects.tryOne(realm.socket("one"))).isEqualTo(Connects.Met.REFUSED);
        realm.remove("one");
        Until.holds("unknown", () -> !realm.knows("one"));
        assertThat(realm.daemon().stop()).isZero();
        assertThat(realm.daemon().output()).doesNotContain("WARNING", "Exception");
    }
}
