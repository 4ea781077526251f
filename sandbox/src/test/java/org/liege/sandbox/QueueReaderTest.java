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
}
