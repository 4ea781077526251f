package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jnr.ffi.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class SilentSocketTest {
    /** A socketpair that nobody reads holds 278 of a byte each. */
    private static final int MORE_THAN_A_PAIR_HOLDS = 100_000;

    @RegisterExtension
    final Workbench bench = new Workbench();

    @Test
    void takesInMoreThanAnyBufferHolds() throws Exception {
        Descriptor socket = bench.keep(SilentSocket.open());
        EventPoll poll = bench.keep(EventPoll.open());
        poll.add(socket.number(), 1, EventPoll.READABLE);
        Pointer buffer = Native.scratch();
        for (int i = 0; i < MORE_THAN_A_PAIR_HOLDS; i++) {
            assertThat(Native.C.write(socket.number(), buffer, 1)).isEqualTo(1);
        }
        assertThat(poll.await(0, new long[1])).as("neither readable nor gone").isZero();
    }

    @Test
    void servesAChildWithoutRightsAfterItWasClosedHere() throws Exception {
        Confinement writer = Surroundings.sh("for i in 1 2 3; do printf x >&4 || exit 9; done; echo written");
        ListeningSocket first = bench.listen("a.sock", 1);
        Child child;
        try (Descriptor socket = SilentSocket.open()) {
            child = bench.start(Surroundings.as(new RunAs(65534, 65534, List.of()), writer),
                    List.of(first.fd(), socket.number()), 3);
        }
        assertThat(child.outputAfterExit()).isEqualTo("written\n");
    }
}
