package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ListeningSocketTest {
    @RegisterExtension
    final Workbench bench = new Workbench();

    private ListeningSocket.Request request(Path path, int mode, int uid, int gid, Tenant tenant) {
        return new ListeningSocket.Request(path.toString(), 8, mode, uid, gid, tenant);
    }

    private static String octal(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + " "
                + Files.getAttribute(path, "unix:uid") + " " + Files.getAttribute(path, "unix:gid");
    }

    private int fill(String name) {
        int admitted = 0;
        while (ProbeSocket.connect(bench.path(name).toString()) instanceof ProbeSocket.Connection.Connected connected) {
            bench.keep(connected.socket());
            admitted++;
        }
        return admitted;
    }

    private static List<Long> column(String path, int column) {
        List<Long> values = new ArrayList<>();
        for (String line : Workbench.run("ss", "-xlnH").split("\n")) {
            if (line.contains(path)) {
                values.add(Long.parseLong(line.trim().split(" +")[column]));
            }
        }
        return values;
    }

    @Test
    void admitsOneMoreThanTheBacklogAndCountsAsSsDoes() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 5);
        assertThat(fill("x.sock")).isEqualTo(6);
        try (QueueReader reader = QueueReader.open()) {
            QueueReader.Reading reading = reader.read(socket.inode()).orElseThrow();
            assertThat(reading).isEqualTo(new QueueReader.Reading(socket.inode(), 6, 5));
            assertThat(reading.full()).isTrue();
            assertThat(reader.dump()).containsEntry(socket.inode(), reading);
        }
        assertThat(column(socket.path(), 2)).containsExactly(6L);
        assertThat(column(socket.path(), 3)).containsExactly(5L);
        assertThat(column(socket.path(), 5)).containsExactly(socket.inode());
    }

    @Test
    void retunesTheBacklogOfTheLiveSocketAndKeepsWhatIsQueued() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 2);
        assertThat(fill("x.sock")).isEqualTo(3);
        socket.listen(6);
        assertThat(socket.effectiveBacklog()).isEqualTo(6);
        assertThat(fill("x.sock")).isEqualTo(4);
        try (QueueReader reader = QueueReader.open()) {
            assertThat(reader.read(socket.inode()).orElseThrow().length()).isEqualTo(7);
        }
    }

    @Test
    void tellsTheBacklogThatTheKernelClampedToSomaxconn() throws Exception {
        int most = DaemonProcess.somaxconn().orElseThrow();
        assertThat(bench.listen("x.sock", most + 1).effectiveBacklog()).isEqualTo(most);
        assertThat(bench.listen("y.sock", 0).effectiveBacklog()).isZero();
    }

    @Test
    void replacesASocketThatNobodyListensOnAnyMore() throws Exception {
        ListeningSocket old = bench.listen("x.sock", 1);
        old.close();
        ListeningSocket fresh = bench.listen("x.sock", 1);
        assertThat(fresh.pathIntact()).isTrue();
        assertThat(bench.client("x.sock").isConnected()).isTrue();
    }

    @Test
    void refusesThePathOfALiveListenerAndNamesIt() throws Exception {
        ListeningSocket live = bench.listen("x.sock", 0);
        assertThatThrownBy(() -> bench.listen("x.sock", 1))
                .isInstanceOf(KernelException.class)
                .hasMessage("could not bind " + live.path() + ": another process has a socket there, pid "
                        + ProcessHandle.current().pid() + " (EADDRINUSE)");
        assertThat(live.pathIntact()).isTrue();
        assertThat(column(live.path(), 2)).as("the listener was not troubled").containsExactly(0L);
        assertThat(fill("x.sock")).isEqualTo(1);
        assertThatThrownBy(() -> bench.listen("x.sock", 1)).hasMessageContaining("EADDRINUSE");
    }

    @Test
    void refusesAPathWhereADatagramSocketLives() throws Exception {
        bench.keep(NotifySocket.bind(bench.path("x.sock").toString(), 0, 0, 0600));
        assertThatThrownBy(() -> bench.listen("x.sock", 1)).hasMessageContaining("EADDRINUSE");
    }

    @Test
    void neverRemovesWhatIsNoSocket() throws Exception {
        Path file = bench.file("x.sock", "precious", "rw-r--r--");
        Path link = Files.createSymbolicLink(bench.path("y.sock"), bench.path("nowhere"));
        assertThatThrownBy(() -> bench.listen("x.sock", 1))
                .hasMessage("could not bind " + file + ": there is a file that is not a socket (EADDRINUSE)");
        assertThatThrownBy(() -> bench.listen("y.sock", 1)).hasMessageContaining("not a socket");
        assertThat(file).hasContent("precious");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void takesAPathOf107BytesAndRefusesALongerOne() throws Exception {
        int room = 107 - bench.directory().toString().length() - 1;
        assertThat(bench.listen("y".repeat(room), 1).pathIntact()).isTrue();
        assertThatThrownBy(() -> bench.listen("y".repeat(room + 1), 1))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("the path has 108 bytes, a socket's holds 107 (ENAMETOOLONG)");
        assertThat(bench.listen("\u00fcmlaut.sock", 1).pathIntact()).isTrue();
    }

    @Test
    void saysInWordsThatTheDirectoryIsMissing() {
        assertThatThrownBy(() -> bench.listen("no/x.sock", 1))
                .hasMessage("could not bind " + bench.path("no/x.sock") + ": No such file or directory (ENOENT)");
    }

    @Test
    void hasOwnerAndModeWhateverTheUmask() throws Exception {
        int before = DaemonProcess.becomeUmask(0);
        try {
            bench.keep(ListeningSocket.bind(request(bench.path("x.sock"), 0660, 33, 65534, null)));
        } finally {
            DaemonProcess.becomeUmask(before);
        }
        assertThat(octal(bench.path("x.sock"))).isEqualTo("rw-rw---- 33 65534");
    }

    @Test
    void isClosedToEverybodyUntilItHasItsOwner() throws Exception {
        int before = DaemonProcess.becomeUmask(0);
        String path = bench.path("x.sock").toString();
        try (Descriptor socket = Descriptor.of(Native.C.socket(1, 1, 0), "open", "a socket")) {
            SocketFile.bind(path, UnixAddress.of(path, "bind"), null, socket);
        } finally {
            DaemonProcess.becomeUmask(before);
        }
        assertThat(octal(bench.path("x.sock"))).isEqualTo("--------- 0 0");
    }

    @Test
    void changesOwnerAndModeLiveButOnlyOfItsOwnFile() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 1);
        socket.setOwnership(0666, 65534, 33);
        assertThat(octal(bench.path("x.sock"))).isEqualTo("rw-rw-rw- 65534 33");
        Files.delete(bench.path("x.sock"));
        bench.file("x.sock", "", "r--------");
        assertThatThrownBy(() -> socket.setOwnership(0600, 33, 33))
                .hasMessage(
                        "could not set owner of " + socket.path() + ": the path leads to another file now (ENOENT)");
        assertThat(octal(bench.path("x.sock"))).isEqualTo("r-------- 0 0");
    }

    @Test
    void bindsElsewhereWithTheTenantsRights() throws Exception {
        Path home = Files.createDirectory(bench.path("home"));
        Files.setAttribute(home, "unix:uid", 65534);
        ListeningSocket socket =
                bench.keep(ListeningSocket.bind(request(home.resolve("x.sock"), 0660, 65534, 33, Workbench.NOBODY)));
        assertThat(octal(home.resolve("x.sock"))).isEqualTo("rw-rw---- 65534 33");
        socket.close();
        bench.keep(ListeningSocket.bind(request(home.resolve("x.sock"), 0600, 0, 0, Workbench.NOBODY)))
                .unlink();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void replacesAStaleSocketThatTheTenantHimselfMayNotConnectTo() throws Exception {
        Path home = Files.createDirectory(bench.path("home"));
        Files.setAttribute(home, "unix:uid", 65534);
        ListeningSocket.bind(request(home.resolve("x.sock"), 0600, 33, 33, Workbench.NOBODY))
                .close();
        ListeningSocket fresh =
                bench.keep(ListeningSocket.bind(request(home.resolve("x.sock"), 0600, 33, 33, Workbench.NOBODY)));
        assertThat(fresh.pathIntact()).isTrue();
    }

    @Test
    void letsTheKernelRefuseWhatASwappedSymlinkPointsAt() throws Exception {
        Path secret = Files.createDirectory(bench.path("secret"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwxr-xr-x"));
        ListeningSocket stale = ListeningSocket.bind(bench.request("secret/root.sock", 1));
        stale.close();
        Files.createSymbolicLink(bench.path("home"), secret);
        assertThatThrownBy(
                        () -> ListeningSocket.bind(request(bench.path("home/new.sock"), 0600, 0, 0, Workbench.NOBODY)))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.errnoName()).isEqualTo("EACCES"));
        assertThatThrownBy(
                        () -> ListeningSocket.bind(request(bench.path("home/root.sock"), 0600, 0, 0, Workbench.NOBODY)))
                .isInstanceOf(KernelException.class);
        assertThat(secret).isDirectoryContaining("glob:**/root.sock").isDirectoryNotContaining("glob:**/new.sock");
    }

    @Test
    void hasItsOwnRightsAndGroupsBackAfterActingAsATenant() throws Exception {
        String before = Workbench.run(
                "grep",
                "-E",
                "Uid|Gid|Groups|CapEff",
                "/proc/" + ProcessHandle.current().pid() + "/status");
        int result = TenantRights.run(Workbench.NOBODY, () -> Native.C.open(Native.bytes("/etc/shadow"), 0x80000, 0));
        assertThat(result).isEqualTo(-ErrorNumber.EACCES);
        String mine = ProcFile.read("/proc/thread-self/status").orElseThrow();
        assertThat(mine).contains(before.split("\n"));
    }

    @Test
    void noticesThatItsPathWasLostAndNeverRemovesASuccessor() throws Exception {
        ListeningSocket old = bench.listen("x.sock", 1);
        assertThat(old.pathIntact()).isTrue();
        Files.delete(bench.path("x.sock"));
        assertThat(old.pathIntact()).isFalse();
        ListeningSocket successor = bench.listen("x.sock", 1);
        assertThat(old.pathIntact()).isFalse();
        old.unlink();
        old.close();
        old.unlink();
        assertThat(successor.pathIntact()).isTrue();
        successor.unlink();
        assertThat(bench.path("x.sock")).doesNotExist();
    }

    @Test
    void shedsByResettingWhoWaitsAndRefusingWhoComes() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 4);
        SocketChannel waiting = bench.client("x.sock");
        waiting.write(ByteBuffer.wrap(new byte[] {1}));
        SocketChannel silent = bench.client("x.sock");
        socket.shed();
        socket.shed();
        assertThatThrownBy(() -> waiting.read(ByteBuffer.allocate(1))).hasMessageContaining("Connection reset");
        assertThat(silent.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(ProbeSocket.connect(socket.path())).isEqualTo(new ProbeSocket.Connection.Refused());
        assertThat(bench.path("x.sock")).exists();
    }

    @Test
    void clearsTheNonBlockingFlagThatAllHoldersShare() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 1);
        Native.C.fcntl(socket.fd(), 4, 0x800);
        socket.makeBlocking();
        assertThat(Native.C.fcntl(socket.fd(), 3, 0) & 0x800).isZero();
    }

    @Test
    void keepsItsDescriptorsHighAndCloseOnExec() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 1);
        assertThat(socket.fd()).isGreaterThanOrEqualTo(256);
        assertThat(ProcFile.read("/proc/self/fdinfo/" + socket.fd()).orElseThrow())
                .contains("flags:\t02000002");
    }

    @Test
    void refusesARequestThatMakesNoSense() {
        assertThatThrownBy(() -> new ListeningSocket.Request("x.sock", 1, 0600, 0, 0, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ListeningSocket.Request("/x\0y", 1, 0600, 0, 0, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ListeningSocket.Request("/x", -1, 0600, 0, 0, null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
