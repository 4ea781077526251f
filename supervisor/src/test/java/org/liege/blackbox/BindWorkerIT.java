package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that bind their sockets by themselves, with a backlog of 17. */
@Timeout(180)
class BindWorkerIT {
    @RegisterExtension
    final Realm realm = new Realm();

    @Test
    void itsQueueIsReadAndItsBacklogSetAlthoughTheMasterHoldsNothingOfIt() throws IOException {
        drop("listen = 30");
        realm.up();
        App app = awaitListening(30);
        Listeners.Row row = Listeners.at(socket());
        assertThat(app.json().list("sockets")).singleElement().satisfies(socket -> {
            assertThat(socket.text("owner")).isEqualTo("worker");
            assertThat(socket.number("inode")).isEqualTo((int) row.inode());
            assertThat(socket.number("requested")).isEqualTo(30);
        });
        assertThat(row.backlog()).isEqualTo(30);
        assertThat(Processes.descriptors(realm.daemon().pid())).doesNotContainValue("socket:[" + row.inode() + "]");
        Processes.signal(app.pid(), "STOP");
        try (Connects clients = new Connects(socket())) {
            assertThat(clients.fill()).isEqualTo(31);
            realm.awaitThat("shop", now -> now.json().number("queue.length") == 31 && now.json().flag("queue.full"));
            realm.await("shop", "overloaded");
        }
        // Who waited there has been reset; nobody waits at the next one's.
        Processes.kill(app.pid());
        assertThat(realm.await("shop", "running").pids()).doesNotContain(app.pid());
    }

    @Test
    void anEditOfTheBacklogReachesTheRunningWorker() {
        drop("listen = 30");
        realm.up();
        long pid = awaitListening(30).pid();
        drop("listen = 50");
        assertThat(awaitListening(50).pid()).isEqualTo(pid);
        assertThat(Listeners.at(socket()).backlog()).isEqualTo(50);
    }

    @Test
    void itIsReadyWhenItHasAcceptedAndGetsNoDescriptor() {
        drop();
        realm.up();
        long pid = awaitListening(100).pid();
        assertThat(Http.get(socket(), "/pid")).contains("" + pid);
        assertThat(Http.get(socket(), "/env")).doesNotContain("LISTEN_FDS").doesNotContain("LISTEN_PID");
    }

    /** The worker leaves its socket behind, where bind(2) would meet EADDRINUSE. */
    @Test
    void whatADeadWorkerHasLeftMakesWayForTheNext() {
        drop();
        realm.up();
        App first = awaitListening(100);
        int inode = first.json().list("sockets").get(0).number("inode");
        Until.holds("proven", () -> realm.app("shop").running());
        Processes.kill(first.pid());
        App second = realm.awaitThat("shop", app -> app.running() && app.pid() != first.pid()
                && !app.json().list("sockets").isEmpty()
                && app.json().list("sockets").get(0).number("inode") != inode
                && app.json().list("sockets").get(0).number("inode") != 0);
        assertThat(second.json().list("sockets").get(0).number("inode")).isEqualTo((int) Listeners.at(socket()).inode());
        assertThat(Http.get(socket(), "/pid")).contains("" + second.pid());
    }

    @Test
    void whoListensThereAlreadyIsNotRobbed() throws IOException {
        try (ServerSocketChannel foreign = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            foreign.bind(UnixDomainSocketAddress.of(socket()));
            drop();
            realm.up();
            App refused = realm.awaitThat("shop", app -> app.reason().contains("another process has a socket there"));
            assertThat(refused.running()).isFalse();
            assertThat(Connects.tryOne(socket())).isEqualTo(Connects.Met.CONNECTED);
        }
        assertThat(awaitListening(100).running()).as("it has gone, and makes way").isTrue();
    }

    @Test
    void aReloadEndsTheOldWorkerBeforeTheNewOneStarts() {
        drop();
        realm.up();
        App before = awaitListening(100);
        realm.verb("shop", "reload?wait=20s");
        App after = realm.awaitThat("shop", app -> app.running() && app.pids().size() == 1
                && !app.pids().equals(before.pids()));
        assertThat(after.starts()).isEqualTo(2);
        assertThat(Processes.alive(before.pid())).isFalse();
    }

    @Test
    void whatCannotBeWithoutTheMastersSocketIsAFault() {
        drop("reload = rolling", "processes = 2");
        realm.up();
        assertThat(realm.await("shop", "invalid").faults()).hasSize(2)
                .anySatisfy(fault -> assertThat(fault).contains("= rolling contradicts 'bind = worker'"))
                .anySatisfy(fault -> assertThat(fault).contains("processes' contradicts 'bind = worker'"));
    }

    @Test
    void whenTheFileIsRemovedNothingStaysAtThePath() {
        drop();
        realm.up();
        awaitListening(100);
        realm.remove("shop");
        Until.holds("gone", () -> !realm.knows("shop") && !Files.exists(socket()));
    }

    @Test
    void aNewMasterGoesOnReadingItsQueue() {
        drop("listen = 30");
        realm.up();
        App before = awaitListening(30);
        realm.daemon().kill();
        realm.up();
        App after = awaitListening(30);
        assertThat(after.pid()).isEqualTo(before.pid());
        assertThat(after.starts()).isEqualTo(1);
        assertThat(Processes.descriptors(realm.daemon().pid()))
                .doesNotContainValue("socket:[" + Listeners.at(socket()).inode() + "]");
    }

    @Test
    void afterAnEditTheMasterBindsThePathOnceTheWorkerHasLeftIt() throws IOException {
        drop();
        realm.up();
        App before = awaitListening(100);
        realm.drop("shop", Worker.command(), "socket = " + socket());
        App after = realm.awaitThat("shop", app -> app.running() && !app.pids().equals(before.pids())
                && app.json().list("sockets").get(0).text("owner").equals("master"));
        assertThat(Http.get(socket(), "/pid")).contains("" + after.pid());
    }

    private Path socket() {
        return realm.place().resolve("own.sock");
    }

    private void drop(String... lines) {
        String[] all = java.util.Arrays.copyOf(lines, lines.length + 2);
        all[lines.length] = "bind = worker";
        all[lines.length + 1] = "socket = " + socket();
        realm.drop("shop", Worker.command("--bind", socket().toString()), all);
    }

    private App awaitListening(int backlog) {
        return realm.awaitThat("shop", app -> app.running() && app.json().number("queue.limit") == backlog
                && app.json().list("sockets").get(0).number("inode") != 0);
    }
}
