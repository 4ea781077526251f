package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Adoption by a master that is not root, with the rights to look into its workers and without. */
@Timeout(120)
class AdoptionRightsIT {
    private static final String USER = "40418";

    @RegisterExtension
    final Realm realm = new Realm();

    @BeforeEach
    void give() throws IOException {
        Commands.run("chown", "-R", USER + ":" + USER, realm.place().toString()).mustSucceed();
    }

    private void up() {
        realm.up(List.of(Component.SETPRIV.require().toString(), "--reuid=" + USER, "--regid=" + USER, "--clear-groups"), Map.of());
    }

    @Test
    void masterOfTheSameUserTakesWorkersAndListenersBack() {
        realm.drop("one", Worker.command(), "processes = 2");
        up();
        App before = realm.awaitThat("one", app -> app.readyPids().size() == 2);
        long inode = Listeners.at(realm.socket("one")).inode();
        try (SocketLoad load = new SocketLoad(realm.socket("one"))) {
            for (int kill = 1; kill <= 2; kill++) {
                long answered = load.answered();
                Until.holds("some answers", () -> load.answered() > answered + 100);
                realm.daemon().kill();
                up();
                assertThat(realm.await("one", "running").pids()).isEqualTo(before.pids());
            }
            assertThat(load.end()).isEmpty();
        }
        assertThat(Listeners.at(realm.socket("one")).inode()).isEqualTo(inode);
        assertThat(realm.get("/healthz").text("complaints")).isEqualTo("[]");
    }

    /** A program that its user may not read can't be looked into by him (ptrace(2)), as all can't under Yama. */
    @Test
    void listenerThatMayNotBeTakenBackIsReplacedWithoutAGap() throws IOException {
        var program = realm.place().resolve("unreadable");
        Files.copy(Worker.program(), program);
        Commands.run("chmod", "0711", program.toString()).mustSucceed();
        Commands.run("chown", "root:root", program.toString()).mustSucceed();
        realm.drop("one", program.toString());
        up();
        App before = realm.await("one", "running");
        int inode = before.json().list("sockets").get(0).number("inode");
        try (SocketLoad load = new SocketLoad(realm.socket("one"))) {
            Until.holds("some answers", () -> load.answered() > 100);
            realm.daemon().kill();
            up();
            App after = realm.awaitThat("one", app -> app.state().equals("running") && !app.pids().equals(before.pids())
                    && app.pids().size() == 1);
            assertThat(after.generation()).isGreaterThan(before.generation());
            long answered = load.answered();
            Until.holds("some answers more", () -> load.answered() > answered + 100);
            assertThat(load.end()).isEmpty();
        }
        assertThat(Processes.alive(before.pid())).isFalse();
        // The kernel goes on to call it by the name that it was bound to before it took this path.
        assertThat(realm.app("one").json().list("sockets").get(0).number("inode")).isNotEqualTo(inode);
        assertThat(realm.get("/healthz").text("complaints")).contains("could not take " + realm.socket("one") + " back");
    }
}
