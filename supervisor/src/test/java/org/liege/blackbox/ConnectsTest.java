package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests' own tools tell a full queue from a refusal, and agree with ss. */
class ConnectsTest {
    @TempDir
    Path place;

    @Test
    void fullQueueHoldsOneMoreThanItsBacklogAndSsAgrees() throws IOException {
        Path path = place.resolve("s");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                Connects connects = new Connects(path)) {
            listener.bind(UnixDomainSocketAddress.of(path), 3);
            assertThat(connects.fill()).isEqualTo(4);
            assertThat(Connects.tryOne(path)).isEqualTo(Connects.Met.FULL);
            assertThat(Listeners.at(path).queued()).isEqualTo(4);
            assertThat(Listeners.at(path).backlog()).isEqualTo(3);
        }
        assertThat(Connects.tryOne(path)).isEqualTo(Connects.Met.REFUSED);
        Files.delete(path);
        assertThat(Connects.tryOne(path)).isEqualTo(Connects.Met.MISSING);
    }
}
