package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AcceptWaitTest {
    private static final String START = "import os, select, socket, threading, time\n"
            + "s = socket.socket(fileno=3)\nother = socket.socket(socket.AF_UNIX)\n";

    @RegisterExtension
    final Workbench bench = new Workbench();

    @Test
    void seesAThreadThatSleepsInAccept() throws Exception {
        assertThat(seen("s.accept()", AcceptWait.HERE)).isEqualTo(AcceptWait.HERE);
    }

    @Test
    void seesAnyThread() throws Exception {
        assertThat(seen("threading.Thread(target=s.accept).start()\ntime.sleep(100)", AcceptWait.HERE))
                .isEqualTo(AcceptWait.HERE);
    }

    @Test
    void seesAnEpollThatWatchesTheListener() throws Exception {
        assertThat(seen("e = select.epoll()\ne.register(3, select.EPOLLIN)\ne.poll()", AcceptWait.HERE))
                .isEqualTo(AcceptWait.HERE);
    }

    @Test
    void isNotMisledByAnEpollThatWatchesSomethingElse() throws Exception {
        assertThat(seen("e = select.epoll()\nr, w = os.pipe()\ne.register(r, select.EPOLLIN)\ne.poll()",
                AcceptWait.NO)).isEqualTo(AcceptWait.NO);
    }

    @Test
    void isNotMisledByAnEpollThatHasStoppedTakingConnections() throws Exception {
        assertThat(seen("e = select.epoll()\ne.register(3, 0)\ne.poll()", AcceptWait.NO)).isEqualTo(AcceptWait.NO);
    }

    @Test
    void isNotMisledByAnEpollThatNobodyWaitsAt() throws Exception {
        assertThat(seen("e = select.epoll()\ne.register(3, select.EPOLLIN)\ntime.sleep(100)", AcceptWait.NO))
                .isEqualTo(AcceptWait.NO);
    }

    @Test
    void seesSelectAndPoll() throws Exception {
        assertThat(seen("select.select([3], [], [])", AcceptWait.HERE)).isEqualTo(AcceptWait.HERE);
        assertThat(seen("p = select.poll()\np.register(3)\np.poll()", AcceptWait.HERE)).isEqualTo(AcceptWait.HERE);
    }

    @Test
    void isNotMisledByASelectOrPollForSomethingElse() throws Exception {
        assertThat(seen("r, w = os.pipe()\nselect.select([r], [3], [])", AcceptWait.NO)).isEqualTo(AcceptWait.NO);
        assertThat(seen("p = select.poll()\np.register(3, select.POLLOUT)\np.poll()", AcceptWait.NO))
                .isEqualTo(AcceptWait.NO);
        assertThat(seen("select.select([], [], [], 100)", AcceptWait.NO)).isEqualTo(AcceptWait.NO);
    }

    @Test
    void waitsForNothingOnceItHasVanished() {
        assertThat(AcceptWait.of(Integer.MAX_VALUE, 1)).isEqualTo(AcceptWait.NO);
    }

    @Test
    void prefersWhatSaysMore() {
        assertThat(AcceptWait.NO.or(AcceptWait.MAYBE)).isEqualTo(AcceptWait.MAYBE);
        assertThat(AcceptWait.MAYBE.or(AcceptWait.HERE)).isEqualTo(AcceptWait.HERE);
        assertThat(AcceptWait.HERE.or(AcceptWait.NO)).isEqualTo(AcceptWait.HERE);
    }

    /** What is seen of a server once it sleeps; waits for what is expected, and tells what it was. */
    private AcceptWait seen(String script, AcceptWait expected) throws Exception {
        ListeningSocket socket = bench.listen("x" + script.length() + ".sock", 5);
        Child server = bench.start(
                Surroundings.of("/usr/bin/python3", "-ISc", START + "print('begun', flush=True)\n" + script),
                List.of(socket.fd()), 3);
        server.awaitOutput("begun");
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(2)).until(() ->
                ProcessInfo.of(server.pid()).orElseThrow().state() == 'S'
                        && AcceptWait.of(server.pid(), socket.inode()) == expected);
        return AcceptWait.of(server.pid(), socket.inode());
    }
}
