package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProbeSocketTest {
    private static final String SERVER = "import socket, sys\n"
            + "s = socket.socket(fileno=3)\n"
            + "if sys.stdin.read(1) == '': pass\n"
            + "c = s.accept()[0]\nprint('accepted', flush=True)\nc.sendall(c.recv(9).upper())\nc.recv(9)";

    @RegisterExtension
    final Workbench bench = new Workbench();

    @Test
    void tellsFullRefusedAndMissingApart() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 0);
        bench.probe("x.sock");
        assertThat(ProbeSocket.connect(socket.path())).isEqualTo(new ProbeSocket.Connection.Full());
        socket.close();
        assertThat(ProbeSocket.connect(socket.path())).isEqualTo(new ProbeSocket.Connection.Refused());
        socket.unlink();
        assertThat(ProbeSocket.connect(socket.path())).isEqualTo(new ProbeSocket.Connection.Missing());
        assertThat(ProbeSocket.connect("/etc/passwd/x"))
                .isInstanceOfSatisfying(
                        ProbeSocket.Connection.Failed.class,
                        failed -> assertThat(failed.failure())
                                .hasMessage("could not connect to /etc/passwd/x: Not a directory (ENOTDIR)"));
        assertThat(ProbeSocket.connect("/" + "x".repeat(200))).isInstanceOf(ProbeSocket.Connection.Failed.class);
    }

    @Test
    void isAttributedToTheProcessThatAcceptedIt() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 5);
        ProbeSocket probe = bench.probe("x.sock");
        QueueReader reader = bench.keep(QueueReader.open());
        assertThat(reader.peer(probe.inode())).hasValue(0);
        assertThat(probe.read(new byte[9])).isZero();
        Child server = bench.start(Surroundings.of("/usr/bin/python3", "-ISc", SERVER), List.of(socket.fd()), 3);
        server.awaitOutput("accepted");
        long peer = reader.peer(probe.inode()).orElseThrow();
        assertThat(ProcessTable.holdsSocket(server.pid(), peer)).isTrue();
        assertThat(ProcessTable.holdsSocket(server.pid(), socket.inode())).isTrue();
        assertThat(ProcessTable.holdsSocket(server.pid(), probe.inode())).isFalse();
        assertThat(ProcessTable.holders(peer)).containsExactly(server.pid());
        assertThat(probe.write("hello".getBytes(StandardCharsets.UTF_8))).isEqualTo(5);
        assertThat(answer(probe)).isEqualTo("HELLO");
        server.pidfd().signal(9);
        server.exit();
        assertThat(probe.read(new byte[9])).isEqualTo(-1);
        assertThatThrownBy(() -> probe.write(new byte[1])).hasMessageContaining("EPIPE");
        probe.close();
        assertThat(reader.peer(probe.inode())).isEmpty();
    }

    private static String answer(ProbeSocket probe) {
        byte[] bytes = new byte[64];
        int length = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> probe.read(bytes), got -> got != 0);
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
