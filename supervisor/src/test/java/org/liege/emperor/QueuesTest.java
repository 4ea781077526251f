package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.Pidfd;
import org.liege.sandbox.QueueReader;
import org.liege.sandbox.QueueReader.Reading;

class QueuesTest {
    @TempDir
    Path place;

    @Test
    void areReadFromSockDiag() throws Exception {
        try (QueueReader diag = QueueReader.open(); OneVassal shop = new OneVassal(place, 5);
                Visitors visitors = new Visitors(shop.path())) {
            Queues queues = new Queues(diag, shop.estates);
            visitors.come(2);
            assertThat(readings(queues)).contains(new Reading(shop.socket.inode(), 2, 5));
            assertThat(queues.source()).isEqualTo("sock_diag");
            assertThat(queues.waiting(shop.socket.inode()).orElseThrow()).hasSize(2);
        }
    }

    @Test
    void whereSockDiagIsRefusedTheirLengthsAreReadFromProc() throws Exception {
        try (OneVassal shop = new OneVassal(place, 5); Visitors visitors = new Visitors(shop.path())) {
            Queues queues = new Queues(QueueReader.refused(refusal()), shop.estates);
            visitors.come(6);
            Reading full = new Reading(shop.socket.inode(), 6, 5);
            assertThat(readings(queues)).containsExactly(full);
            assertThat(queues.source()).isEqualTo("proc");
            assertThat(queues.read(shop.socket.inode())).contains(full);
            assertThat(queues.read(1)).isEmpty();
            assertThat(queues.waiting(shop.socket.inode())).as("who waits can't be known").isEmpty();
        }
    }

    @Test
    void theFirstRefusalIsEnoughForASingleQuestion() throws Exception {
        try (OneVassal shop = new OneVassal(place, 5)) {
            Queues queues = new Queues(QueueReader.refused(refusal()), shop.estates);
            assertThat(queues.read(shop.socket.inode())).contains(new Reading(shop.socket.inode(), 0, 5));
            assertThat(queues.source()).isEqualTo("proc");
        }
    }

    private static List<Reading> readings(Queues queues) throws KernelException {
        List<Reading> readings = new ArrayList<>();
        queues.each(readings::add);
        return readings;
    }

    /** Any will do; such a process there is not. */
    private static KernelException refusal() {
        try {
            Pidfd.open(Integer.MAX_VALUE).close();
            throw new AssertionError("there is a process of the highest number");
        } catch (KernelException refusal) {
            return refusal;
        }
    }
}
