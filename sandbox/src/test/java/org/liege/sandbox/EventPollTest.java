package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class EventPollTest {
    @RegisterExtension
    final Workbench bench = new Workbench();

    @Test
    void reportsAThousandExitsEachUnderItsToken() throws Exception {
        EventPoll poll = bench.keep(EventPoll.open());
        List<Descriptor> handles = new ArrayList<>();
        Child one = bench.start(Surroundings.of("/bin/sleep", "100"));
        for (int i = 0; i < 1000; i++) {
            Descriptor handle = bench.keep(Pidfd.descriptor(one.pid()));
            handles.add(handle);
            poll.add(handle.number(), 1_000_000_000_000L + i);
        }
        long[] tokens = new long[64];
        assertThat(poll.await(0, tokens)).isZero();
        one.pidfd().signal(9);
        Set<Long> seen = new HashSet<>();
        while (seen.size() < 1000) {
            int count = poll.await(-1, tokens);
            for (int i = 0; i < count; i++) {
                assertThat(seen.add(tokens[i])).isTrue();
                poll.remove(handles.get((int) (tokens[i] - 1_000_000_000_000L)).number());
            }
        }
        assertThat(poll.await(0, tokens)).isZero();
    }

    @Test
    void isLevelTriggered() throws Exception {
        EventPoll poll = bench.keep(EventPoll.open());
        ListeningSocket socket = bench.listen("x.sock", 1);
        poll.add(socket.fd(), 42);
        bench.client("x.sock");
        long[] tokens = new long[1];
        assertThat(poll.await(-1, tokens)).isEqualTo(1);
        assertThat(poll.await(-1, tokens)).isEqualTo(1);
        assertThat(tokens).containsExactly(42);
        poll.remove(socket.fd());
        assertThat(poll.await(0, tokens)).isZero();
    }

    @Test
    void wakesTheWaitingThreadAndTheNextOneToWait() throws Exception {
        EventPoll poll = bench.keep(EventPoll.open());
        poll.wake();
        poll.wake();
        assertThat(poll.await(-1, new long[1])).isZero();
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return poll.await(-1, new long[4]);
            } catch (KernelException failure) {
                throw new IllegalStateException(failure);
            }
        });
        poll.wake();
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void returnsWhenTheTimeIsOver() throws Exception {
        EventPoll poll = bench.keep(EventPoll.open());
        assertThat(poll.await(5, new long[1])).isZero();
        assertThat(poll.await(0, new long[1])).isZero();
    }

    @Test
    void refusesWhatCannotBeWatched() throws Exception {
        EventPoll poll = bench.keep(EventPoll.open());
        assertThatThrownBy(() -> poll.add(200_000, 1))
                .hasMessage("could not watch fd 200000: Bad file descriptor (EBADF)");
        assertThatThrownBy(() -> poll.add(0, EventPoll.RESERVED_TOKEN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mayBeWokenAfterItWasClosed() throws Exception {
        EventPoll poll = EventPoll.open();
        poll.close();
        poll.close();
        poll.wake();
    }
}
