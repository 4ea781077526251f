package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnixTableTest {
    @RegisterExtension
    final Workbench bench = new Workbench();

    @Test
    void countsAsManyWaitingConnectionsAsSockDiag() throws Exception {
        QueueReader diag = bench.keep(QueueReader.open());
        ListeningSocket socket = bench.listen("x y.sock", 20);
        for (int clients = 0; clients < 20; clients++) {
            assertThat(UnixTable.read().waiting(socket.path())).isEqualTo(clients);
            assertThat(diag.read(socket.inode()).orElseThrow().length()).isEqualTo(clients);
            bench.client("x y.sock");
        }
    }

    @Test
    void clientsThatHaveGoneStillTakeAPlaceAndAcceptedOnesDoNot() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 5);
        bench.client("x.sock").close();
        bench.client("x.sock");
        assertThat(UnixTable.read().waiting(socket.path())).isEqualTo(2);
        int first = Native.C.accept4(socket.fd(), null, null, UnixAddress.SOCK_CLOEXEC);
        bench.keep(Descriptor.of(first, "accept", "a client"));
        assertThat(UnixTable.read().waiting(socket.path())).isEqualTo(1);
        socket.close();
        assertThat(UnixTable.read().waiting(socket.path())).isZero();
    }

    @Test
    void knowsWhoListensAtAPath() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 5);
        bench.client("x.sock");
        assertThat(UnixTable.read().listeners(socket.path())).containsExactly(socket.inode());
        assertThat(UnixTable.read().listeners(bench.path("y.sock").toString())).isEmpty();
        assertThat(UnixTable.read().waiting(bench.path("y.sock").toString())).isZero();
    }

    @Test
    void linesThatItDoesNotUnderstandArePassedOver() throws Exception {
        String text = String.join("\n", List.of(
                "Num       RefCount Protocol Flags    Type St Inode Path",
                "0000000000000000: 00000002 00000000 00010000 0001 01 12 /a",
                "0000000000000000: 00000002 00000000 00010000 0001 01 x /a",
                "0000000000000000: 00000002 00000000 00000000 0001 02",
                "",
                "\u0000 0 0 0 0 0 0 0 0",
                "0000000000000000: 00000002 00000000 00000000 0001 02 0 /a"));
        UnixTable table = UnixTable.read(bench.file("table", text, "rw-r--r--"));
        assertThat(table.waiting("/a")).isEqualTo(1);
        assertThat(table.listeners("/a")).containsExactly(12L);
    }

    @Test
    void aTableThatIsNotThereIsAnErrorInWords() {
        assertThatThrownBy(() -> UnixTable.read(bench.path("none")))
                .isInstanceOf(KernelException.class).hasMessageStartingWith("could not read ").hasMessageEndingWith("(EIO)");
    }
}
