package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintTest {
    @RegisterExtension
    final Workbench bench = new Workbench();

    private Path mount(String type, String options) throws Exception {
        Path place = Files.createDirectory(bench.path("mounted"));
        String source = type.equals("ext4") ? image() : "none";
        List<String> command = new ArrayList<>(List.of("mount", "-t", type, "-o", options, source, place.toString()));
        assertThat(Workbench.run(command.toArray(String[]::new))).isEmpty();
        bench.keep(() -> Workbench.run("umount", place.toString()));
        return place;
    }

    private String image() throws Exception {
        Path image = bench.path("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(8 << 20);
        }
        assertThat(Workbench.run("/sbin/mke2fs", "-q", "-t", "ext4", image.toString())).isEmpty();
        return image.toString();
    }

    private ListeningSocket listen(Path place) throws Exception {
        return listen(place, 9);
    }

    private ListeningSocket listen(Path place, int backlog) throws Exception {
        return bench.keep(ListeningSocket.bind(
                new ListeningSocket.Request(place.resolve("x.sock").toString(), backlog, 0666, 0, 0, null)));
    }

    private void connect(Path place) throws Exception {
        bench.keep(SocketChannel.open(UnixDomainSocketAddress.of(place.resolve("x.sock"))));
    }

    /** A connect that does not wait; EAGAIN is an exception on some JDKs. */
    private boolean findsRoom(String path) throws Exception {
        SocketChannel channel = bench.keep(SocketChannel.open(StandardProtocolFamily.UNIX));
        channel.configureBlocking(false);
        try {
            return channel.connect(UnixDomainSocketAddress.of(path));
        } catch (SocketException full) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmpfs relatime", "tmpfs nodiratime", "tmpfs strictatime", "ext4 loop,relatime", "ext4 loop,lazytime"})
    void everyConnectIsSeenOnceAndQuietTimesAreQuiet(String mount) throws Exception {
        Path place = mount(mount.split(" ")[0], mount.split(" ")[1]);
        assertThat(Footprint.whyNone(place.toString())).isEmpty();
        ListeningSocket socket = listen(place);
        assertThat(socket.takeFootprint()).as("that of its making").isTrue();
        for (int i = 0; i < 2; i++) {
            assertThat(socket.takeFootprint()).isFalse();
            connect(place);
            assertThat(socket.takeFootprint()).isTrue();
        }
        assertThat(socket.takeFootprint()).isFalse();
    }

    @Test
    void oneWhoFoundTheQueueFullIsSeenToo() throws Exception {
        ListeningSocket socket = listen(bench.directory(), 1);
        connect(bench.directory());
        connect(bench.directory());
        socket.takeFootprint();
        assertThat(findsRoom(socket.path())).isFalse();
        assertThat(socket.takeFootprint()).isTrue();
    }

    @Test
    void ourOwnProbesLeaveNone() throws Exception {
        ListeningSocket socket = listen(bench.directory());
        socket.takeFootprint();
        bench.probe("x.sock");
        assertThat(socket.takeFootprint()).isFalse();
        connect(bench.directory());
        bench.probe("x.sock");
        assertThat(socket.takeFootprint()).as("a visitor's is not wiped by a probe").isTrue();
    }

    @Test
    void onNoatimeThereAreNoneAndThatIsTold() throws Exception {
        Path place = mount("tmpfs", "noatime");
        ListeningSocket socket = listen(place);
        socket.takeFootprint();
        connect(place);
        assertThat(socket.takeFootprint()).isFalse();
        String why = "the file system of " + place + "/ is mounted noatime";
        assertThat(Footprint.whyNone(place + "/")).contains(why);
        assertThat(Footprint.whyNone(place + "/not/there/yet/").orElseThrow()).contains(place + " is mounted noatime");
    }

    @Test
    void aClientBehindAReadOnlyMountLeavesNone() throws Exception {
        Path place = mount("tmpfs", "relatime");
        ListeningSocket socket = listen(place);
        Path view = Files.createDirectory(bench.path("view"));
        assertThat(Workbench.run("mount", "--bind", "-o", "ro", place.toString(), view.toString())).isEmpty();
        bench.keep(() -> Workbench.run("umount", view.toString()));
        socket.takeFootprint();
        connect(view);
        assertThat(socket.takeFootprint()).isFalse();
        assertThat(Footprint.whyNone(view.toString()).orElseThrow()).contains("read-only");
    }

    @Test
    void ofAPathThatWasLostNothingIsSaidAndNothingChanged() throws Exception {
        ListeningSocket socket = listen(bench.directory());
        Path path = Path.of(socket.path());
        Files.delete(path);
        assertThatThrownBy(socket::takeFootprint).isInstanceOf(KernelException.class)
                .hasMessageContaining("could not").hasMessageContaining("ENOENT");
        Files.writeString(path, "somebody else's");
        Object before = Files.getAttribute(path, "lastAccessTime");
        assertThatThrownBy(socket::takeFootprint).isInstanceOf(KernelException.class);
        assertThat(Files.getAttribute(path, "lastAccessTime")).isEqualTo(before);
    }
}
