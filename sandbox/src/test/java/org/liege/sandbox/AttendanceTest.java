package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AttendanceTest {
    @RegisterExtension
    final Workbench bench = new Workbench();

    private static Attendance of(QueueReader reader, long inode) throws KernelException {
        return reader.attendance(Set.of(inode)).get(inode);
    }

    @Test
    void thoseInTheQueueAreWithTheListener() throws Exception {
        QueueReader reader = bench.keep(QueueReader.open());
        ListeningSocket socket = bench.listen("x.sock", 9);
        ListeningSocket other = bench.listen("other.sock", 9);
        bench.client("x.sock");
        bench.client("x.sock");
        bench.client("other.sock");
        Map<Long, Attendance> both = reader.attendance(Set.of(socket.inode(), other.inode(), 1L));
        assertThat(both).containsOnlyKeys(socket.inode(), other.inode());
        assertThat(both.get(socket.inode()).waiting()).isEqualTo(2);
        assertThat(both.get(other.inode()).waiting()).isEqualTo(1);
    }

    /** As a quiet websocket is: nothing travels, and both ends stay open. */
    @Test
    void anAcceptedConnectionStaysUntilItsClientGoes() throws Exception {
        QueueReader reader = bench.keep(QueueReader.open());
        ServerSocketChannel server = bench.keep(ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX));
        server.bind(UnixDomainSocketAddress.of(bench.path("y.sock")));
        long inode = ListeningSocket.listenersAt(bench.path("y.sock").toString()).get(0);
        assertThat(of(reader, inode)).isEqualTo(new Attendance(0, Set.of()));
        SocketChannel client = bench.client("y.sock");
        bench.keep(server.accept());
        assertThat(of(reader, inode).waiting()).isZero();
        assertThat(of(reader, inode).clients()).hasSize(1);
        client.close();
        assertThat(of(reader, inode)).as("the server's end alone").isEqualTo(new Attendance(0, Set.of()));
    }

    @Test
    void ourOwnProbesAreNobody() throws Exception {
        QueueReader reader = bench.keep(QueueReader.open());
        ListeningSocket socket = bench.listen("x.sock", 9);
        bench.probe("x.sock");
        assertThat(of(reader, socket.inode())).isEqualTo(new Attendance(0, Set.of()));
        bench.client("x.sock");
        assertThat(of(reader, socket.inode()).waiting()).isEqualTo(1);
    }

    @Test
    void norAreTheyOnceAccepted() throws Exception {
        QueueReader reader = bench.keep(QueueReader.open());
        ServerSocketChannel server = bench.keep(ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX));
        server.bind(UnixDomainSocketAddress.of(bench.path("y.sock")));
        long inode = ListeningSocket.listenersAt(bench.path("y.sock").toString()).get(0);
        bench.probe("y.sock");
        bench.keep(server.accept());
        assertThat(of(reader, inode)).isEqualTo(new Attendance(0, Set.of()));
    }
}
