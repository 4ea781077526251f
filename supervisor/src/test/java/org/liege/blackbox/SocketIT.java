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

/** The listening sockets: whose they are, how long their queues are, and what becomes of their paths. */
@Timeout(120)
class SocketIT {
    @RegisterExtension
    final Realm realm = new Realm();

    @Test
    void fullQueueIsShownExactlyAsTheKernelCountsIt() throws IOException {
        realm.drop("full", Worker.command("--block"), "ready = spawn", "listen = 4");
        realm.up();
        realm.await("full", "running");
        try (Connects clients = new Connects(realm.socket("full"))) {
            for (int n = 1; n <= 4; n++) {
                clients.connect();
                int queued = n;
                App app = realm.awaitThat("full", a -> a.json().number("queue.length") == queued);
                assertThat(app.json().flag("queue.full")).isFalse();
            }
            assertThat(clients.fill()).as("listen(4) admits five").isEqualTo(5);
            App app = realm.awaitThat("full", a -> a.json().flag("queue.full"));
            Listeners.Row row = Listeners.at(realm.socket("full"));
            assertThat(app.json().number("queue.length")).isEqualTo(row.queued()).isEqualTo(5);
            assertThat(app.json().number("queue.limit")).isEqualTo(row.backlog()).isEqualTo(4);
            assertThat(app.json().number("queue.requested")).isEqualTo(4);
            assertThat(app.json().number("queue.peak")).isEqualTo(5);
            assertThat(app.json().text("queue.source")).isEqualTo("sock_diag");
            Json socket = app.json().list("sockets").get(0);
            assertThat(socket.text("path")).isEqualTo(realm.socket("full").toString());
            assertThat(((Number) socket.at("inode")).longValue()).isEqualTo(row.inode());
            assertThat(socket.text("owner")).isEqualTo("master");
            assertThat(app.restarts()).as("a full queue restarts nothing").isZero();
        }
        App emptied = realm.app("full");
        assertThat(emptied.json().number("queue.peak")).isEqualTo(5);
    }

    @Test
    void backlogAboveTheKernelsCeilingIsToldAsBothNumbers() throws IOException {
        // By another program: the kernel gives such a file in one read(2) only, and Files.readString makes several.
        int ceiling = Integer.parseInt(Commands.run("cat", "/proc/sys/net/core/somaxconn").output().trim());
        realm.drop("long", Worker.command(), "listen = " + (ceiling + 1000));
        realm.up();
        App app = realm.await("long", "running");
        assertThat(app.json().number("queue.requested")).isEqualTo(ceiling + 1000);
        assertThat(app.json().number("queue.limit")).isEqualTo(ceiling);
        assertThat(Listeners.at(realm.socket("long")).backlog()).isEqualTo(ceiling);
    }

    @Test
    void editOfTheBacklogAppliesToTheLiveQueueWithoutARestart() throws IOException {
        realm.drop("live", Worker.command("--block"), "ready = spawn", "listen = 2");
        realm.up();
        App before = realm.await("live", "running");
        try (Connects clients = new Connects(realm.socket("live"))) {
            assertThat(clients.fill()).isEqualTo(3);
            realm.drop("live", Worker.command("--block"), "ready = spawn", "listen = 6");
            App after = realm.awaitThat("live", app -> app.json().number("queue.limit") == 6);
            assertThat(clients.fill()).as("the three that waited still wait, and four more").isEqualTo(7);
            assertThat(after.pids()).isEqualTo(before.pids());
            assertThat(after.generation()).isEqualTo(before.generation());
            assertThat(Listeners.at(realm.socket("live")).backlog()).isEqualTo(6);
            assertThat(Listeners.at(realm.socket("live")).queued()).isEqualTo(7);
        }
    }

    @Test
    void socketFileThatNobodyListensOnIsReplaced() throws IOException {
        Path path = Files.createDirectory(realm.place().resolve("s")).resolve("app.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(Connects.tryOne(path)).isEqualTo(Connects.Met.REFUSED);
        realm.drop("one", Worker.command("--text", "mine"), "socket = " + path);
        realm.up();
        realm.await("one", "running");
        assertThat(Http.get(path, "/")).contains("mine");
    }

    @Test
    void pathThatAnotherProcessListensOnIsRefusedAndTakenOnceItIsFree() throws IOException {
        Path path = Files.createDirectory(realm.place().resolve("s")).resolve("app.sock");
        try (ServerSocketChannel foreign = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            foreign.bind(UnixDomainSocketAddress.of(path));
            realm.drop("one", Worker.command("--text", "mine"), "socket = " + path, "throttle-max = 1s");
            realm.up();
            App refused = realm.awaitThat("one", app -> app.reason().contains(path.toString()));
            assertThat(refused.reason()).contains("EADDRINUSE");
            assertThat(refused.running()).isFalse();
            realm.awaitThat("one", app -> app.state().equals("failed"));
            assertThat(Connects.tryOne(path)).isEqualTo(Connects.Met.CONNECTED);
            assertThat(foreign.accept().isConnected()).isTrue();
        }
        realm.await("one", "running");
        assertThat(Http.get(path, "/")).contains("mine");
    }

    @Test
    void pathThatIsNoSocketIsLeftAlone() throws IOException {
        Path path = Files.createDirectory(realm.place().resolve("s")).resolve("precious");
        Files.writeString(path, "data");
        realm.drop("one", Worker.command(), "socket = " + path);
        realm.up();
        App refused = realm.awaitThat("one", app -> app.reason().contains(path.toString()));
        assertThat(refused.running()).isFalse();
        assertThat(path).hasContent("data");
    }

    @Test
    void twoVassalsCanNotShareOnePath() throws IOException {
        Path path = Files.createDirectory(realm.place().resolve("s")).resolve("app.sock");
        realm.drop("first", Worker.command("--text", "first"), "socket = " + path);
        realm.up();
        realm.await("first", "running");
        realm.drop("second", Worker.command("--text", "second"), "socket = " + path);
        App second = realm.awaitThat("second", app -> !app.state().equals("starting") && !app.running());
        assertThat(second.reason() + second.faults()).contains(path.toString());
        assertThat(Http.get(path, "/")).contains("first");
    }

    @Test
    void pathThatAWorkerUnlinksIsRepaired() throws IOException {
        realm.drop("thief", Worker.command());
        realm.up();
        realm.await("thief", "running");
        Files.delete(realm.socket("thief"));
        Until.holds("the path is back and answers", () ->
                Connects.tryOne(realm.socket("thief")) == Connects.Met.CONNECTED);
        realm.await("thief", "running");
        assertThat(Http.get(realm.socket("thief"), "/pid").trim())
                .isEqualTo(Long.toString(realm.app("thief").pid()));
        assertThat(((Number) realm.app("thief").json().list("sockets").get(0).at("inode")).longValue())
                .isEqualTo(Listeners.at(realm.socket("thief")).inode());
    }

    @Test
    void pathOfMoreThan107BytesIsAFaultThatNamesTheLimit() {
        realm.drop("long", Worker.command(), "socket = /tmp/" + "x".repeat(103));
        realm.drop("other", Worker.command());
        realm.up();
        App invalid = realm.await("long", "invalid");
        assertThat(invalid.faults()).singleElement().asString().contains(":3:", "107");
        realm.await("other", "running");
    }

    @Test
    void pathOfExactly107BytesWorks() throws IOException {
        Path directory = Files.createDirectory(realm.place().resolve("s"));
        Path path = directory.resolve("x".repeat(107 - directory.toString().length() - 1));
        realm.drop("long", Worker.command(), "socket = " + path);
        realm.up();
        realm.await("long", "running");
        // The JDK's own sockets stop one byte short of what the kernel takes.
        assertThat(Commands.run(Component.CURL.require().toString(), "-s", "--unix-socket", path.toString(),
                "http://x/pid").mustSucceed().output()).isNotEmpty();
    }

    @Test
    void severalSocketsAreInheritedInTheirOrder() throws IOException {
        Path directory = Files.createDirectory(realm.place().resolve("s"));
        Path first = directory.resolve("a.sock");
        Path second = directory.resolve("b.sock");
        realm.drop("three", Worker.command("--fd", "3"), "socket = " + first, "socket = " + second);
        // A probe connects to the first socket, which this worker never looks at.
        realm.drop("four", Worker.command("--fd", "4"), "ready = spawn",
                "socket = " + directory.resolve("c.sock"), "socket = " + directory.resolve("d.sock"));
        realm.up();
        assertThat(realm.await("three", "running").json().list("sockets")).hasSize(2);
        assertThat(Http.get(first, "/env")).contains("LISTEN_FDS=2\n");
        realm.await("four", "running");
        assertThat(Http.get(directory.resolve("d.sock"), "/pid")).isNotEmpty();
    }

    @Test
    void descriptorZeroIsTheListenerForThoseWhoWantItThere() {
        realm.drop("zero", Worker.command("--fd", "0"), "socket-fd = 0");
        realm.up();
        realm.await("zero", "running");
        assertThat(Http.get(realm.socket("zero"), "/pid")).isNotEmpty();
        var open = Processes.descriptors(realm.app("zero").pid());
        assertThat(open.get(0)).isEqualTo("socket:[" + Listeners.at(realm.socket("zero")).inode() + "]");
    }

    @Test
    void stoppedAppRefusesAtOnceAndItsPathStays() throws IOException {
        realm.drop("one", Worker.command());
        realm.up();
        realm.await("one", "running");
        assertThat(realm.verb("one", "stop?wait=10s").status()).isEqualTo(200);
        assertThat(Connects.tryOne(realm.socket("one"))).isEqualTo(Connects.Met.REFUSED);
        assertThat(realm.socket("one")).exists();
    }

    @Test
    void queuedClientsOfAStoppedAppAreResetNotLeftHanging() throws IOException {
        realm.drop("full", Worker.command("--block"), "ready = spawn");
        realm.up();
        realm.await("full", "running");
        try (Http waiting = new Http(realm.socket("full"))) {
            waiting.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            realm.verb("full", "stop");
            assertThat(endOf(waiting)).as("closed or reset, with nothing said").isEmpty();
        }
    }

    private static String endOf(Http connection) {
        try {
            return connection.rest();
        } catch (IOException reset) {
            return "";
        }
    }

    @Test
    void removedVassalLeavesNeitherPathNorProcess() throws IOException {
        realm.drop("one", Worker.command());
        realm.up();
        App app = realm.await("one", "running");
        realm.remove("one");
        Until.holds("unknown", () -> !realm.knows("one"));
        assertThat(Connects.tryOne(realm.socket("one"))).isEqualTo(Connects.Met.MISSING);
        assertThat(Processes.alive(app.pid())).isFalse();
    }

    @Test
    void restartKeepsTheListenerAndWhatWaitsInIt() throws IOException {
        realm.drop("one", Worker.command("--delay", "1500"), "ready = spawn");
        realm.up();
        realm.await("one", "running");
        long inode = Listeners.at(realm.socket("one")).inode();
        long pid = realm.app("one").pid();
        try (Http waiting = new Http(realm.socket("one"))) {
            assertThat(realm.verb("one", "restart?wait=20s").status()).isEqualTo(200);
            waiting.send("GET /pid HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(waiting.reply().body().lines().findFirst().orElseThrow())
                    .isEqualTo(Long.toString(realm.app("one").pid())).isNotEqualTo(Long.toString(pid));
        }
        assertThat(Listeners.at(realm.socket("one")).inode()).isEqualTo(inode);
        assertThat(realm.app("one").starts()).isEqualTo(2);
    }
}
