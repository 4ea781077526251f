package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.liege.sandbox.EventPoll;
import org.liege.sandbox.ListeningSocket;
import org.liege.vassal.Fact;

/** On real listeners. That nothing more is told shows by what is told next: the porter hears in one order. */
@Timeout(60)
class PorterTest {
    private static final Message SHOP = new Message.Observed("shop", new Fact.Called());
    private static final Message LAST = new Message.Observed("last", new Fact.Called());

    @TempDir
    Path directory;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Mailbox mailbox = new Mailbox();
    private Porter porter;
    private Thread thread;

    @BeforeEach
    void employ() throws Exception {
        EventPoll poll = EventPoll.open();
        porter = new Porter(poll, mailbox);
        thread = new Thread(porter, "porter");
        thread.start();
        open.push(poll);
    }

    @AfterEach
    void dismiss() throws Exception {
        porter.end();
        thread.join();
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private ListeningSocket listen(String name) throws Exception {
        ListeningSocket socket = ListeningSocket.bind(new ListeningSocket.Request(
                directory.resolve(name).toString(), 100, 0600, 0, 0, null));
        open.push(socket);
        return socket;
    }

    private void connect(String name) throws IOException {
        open.push(SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve(name))));
    }

    /** All that is told up to the call of one more vassal. */
    private List<Message> told() throws Exception {
        porter.await("last", List.of(listen("last.sock")));
        connect("last.sock");
        List<Message> told = new ArrayList<>();
        while (!told.contains(LAST)) {
            told.addAll(mailbox.takeAll(1_000));
        }
        Files.delete(directory.resolve("last.sock"));
        told.remove(LAST);
        return told;
    }

    @Test
    void oneCallIsToldHoweverManyCome() throws Exception {
        porter.await("shop", List.of(listen("a.sock")));
        assertThat(told()).isEmpty();
        for (int i = 0; i < 50; i++) {
            connect("a.sock");
        }
        assertThat(told()).containsExactly(SHOP);
        connect("a.sock");
        assertThat(told()).isEmpty();
    }

    @Test
    void whoWaitsAlreadyIsHeardAtOnceAndAgainAtTheNextSleep() throws Exception {
        ListeningSocket socket = listen("a.sock");
        connect("a.sock");
        porter.await("shop", List.of(socket));
        assertThat(told()).containsExactly(SHOP);
        porter.await("shop", List.of(socket));
        assertThat(told()).containsExactly(SHOP);
    }

    @Test
    void ofSeveralListenersEachIsHeardAndOneCallIsTold() throws Exception {
        ListeningSocket first = listen("a.sock");
        ListeningSocket second = listen("b.sock");
        porter.await("shop", List.of(first, second));
        connect("b.sock");
        assertThat(told()).containsExactly(SHOP);
        connect("a.sock");
        assertThat(told()).isEmpty();
    }

    @Test
    void oneThatIsAboutToBeClosedIsNotHeardAnyMore() throws Exception {
        ListeningSocket socket = listen("a.sock");
        porter.await("shop", List.of(socket));
        porter.forget(socket);
        // Still open, as it is while a worker that ends holds it.
        connect("a.sock");
        assertThat(told()).isEmpty();
        porter.forget(socket);
    }

    @Test
    void aSuccessorOfTheSameNumberIsWatchedByItself() throws Exception {
        ListeningSocket old = listen("a.sock");
        porter.await("shop", List.of(old));
        porter.forget(old);
        old.unlink();
        old.close();
        ListeningSocket next = listen("a.sock");
        porter.await("shop", List.of(next));
        connect("a.sock");
        assertThat(told()).containsExactly(SHOP);
    }

    @Test
    void listenersStayBlocking() throws Exception {
        ListeningSocket socket = listen("a.sock");
        porter.await("shop", List.of(socket));
        String flags = Files.readAllLines(Path.of("/proc/self/fdinfo/" + socket.fd())).stream()
                .filter(line -> line.startsWith("flags:")).findFirst().orElseThrow();
        assertThat(Integer.parseInt(flags.substring(6).strip(), 8) & 04000).as("O_NONBLOCK").isZero();
    }
}
