package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueReaderTest {
    @RegisterExtension
    final Workbench bench = new Workbench();

    @Test
    void readsNothingOfASocketThatIsNotThere() throws Exception {
        QueueReader reader = bench.keep(QueueReader.open());
        for (long inode : new long[] {-1, 0, 0xffffffffL, 1L << 40}) {
            assertThat(reader.read(inode)).isEmpty();
            assertThat(reader.peer(inode)).isEmpty();
        }
    }

    @Test
    void dumpsMoreListenersThanOneAnswerHolds() throws Exception {
        QueueReader reader = bench.keep(QueueReader.open());
        List<Long> inodes = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            inodes.add(bench.listen(i + ".sock", i).inode());
        }
        bench.client("7.sock");
        Map<Long, QueueReader.Reading> readings = reader.dump();
        assertThat(readings).containsKeys(inodes.toArray(Long[]::new));
        assertThat(readings.get(inodes.get(7))).isEqualTo(new QueueReader.Reading(inodes.get(7), 1, 7));
        assertThat(readings.get(inodes.get(1499)).limit()).isEqualTo(1499);
    }

    @Test
    void seesWhetherAQueueIsFull() throws Exception {
        QueueReader reader = bench.keep(QueueReader.open());
        ListeningSocket socket = bench.listen("x.sock", 1);
        bench.client("x.sock");
        assertThat(reader.read(socket.inode()).orElseThrow().full()).isFalse();
        bench.client("x.sock");
        assertThat(reader.read(socket.inode()).orElseThrow().full()).isTrue();
        socket.close();
        assertThat(reader.read(socket.inode())).isEmpty();
    }

    @Test
    void listsWhoWaitsInTheOrderOfTheQueue() throws Exception {
        QueueReader reader = bench.keep(QueueReader.open());
        ListeningSocket socket = bench.listen("x.sock", 9);
        assertThat(reader.waiting(socket.inode()).orElseThrow()).isEmpty();
        ProbeSocket first = bench.probe("x.sock");
        ProbeSocket second = bench.probe("x.sock");
        assertThat(reader.waiting(socket.inode()).orElseThrow()).containsExactly(first.inode(), second.inode());
        first.close();
        assertThat(reader.waiting(socket.inode()).orElseThrow())
                .as("who has gone keeps his place").containsExactly(0L, second.inode());
        socket.close();
        assertThat(reader.waiting(socket.inode())).isEmpty();
        assertThat(reader.waiting(0)).isEmpty();
    }

    /** As many as the kernel allows by default; an exact question does not get so many. */
    @Test
    void listsAQueueThatIsLongerThanAnExactAnswer() throws Exception {
        QueueReader reader = bench.keep(QueueReader.open());
        ListeningSocket socket = bench.listen("x.sock", 4096);
        List<Long> inodes = new ArrayList<>();
        for (int i = 0; i < Math.min(3000, socket.effectiveBacklog()); i++) {
            inodes.add(bench.probe("x.sock").inode());
        }
        assertThat(reader.waiting(socket.inode()).orElseThrow()).isEqualTo(inodes);
    }
}
