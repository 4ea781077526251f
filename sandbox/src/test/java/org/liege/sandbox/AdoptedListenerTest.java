package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listeners of an earlier master's: taken back from whoever holds them, or supplanted. */
class AdoptedListenerTest {
    @RegisterExtension
    final Workbench bench = new Workbench();

    /** A process that holds the listener, which we have closed ourselves. */
    private Child heir(ListeningSocket socket) throws Exception {
        Child child = bench.start(Surroundings.of("/bin/sleep", "100"), List.of(socket.fd()), 3);
        socket.close();
        return child;
    }

    private ListeningSocket adopt(Child heir, Path path, String spare) throws KernelException {
        return ListeningSocket.adopt(heir.pidfd().duplicate(3), path.toString(), spare, null);
    }

    private ListeningSocket.Request request(Path path) {
        return new ListeningSocket.Request(path.toString(), 4, 0600, Accounts.effectiveUid(), Accounts.effectiveGid(), null);
    }

    @Test
    void isTheSameSocketAtTheSamePath() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 3);
        Child heir = heir(socket);
        try (ListeningSocket adopted = adopt(heir, bench.path("x.sock"), null)) {
            assertThat(adopted.inode()).isEqualTo(socket.inode());
            assertThat(adopted.effectiveBacklog()).isEqualTo(3);
            assertThat(adopted.pathIntact()).isTrue();
            adopted.listen(7);
            assertThat(adopted.effectiveBacklog()).isEqualTo(7);
            adopted.unlink();
            assertThat(bench.path("x.sock")).doesNotExist();
        }
    }

    @Test
    void isKnownByASpareNameWhenItsPathWasReplaced() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 3);
        Path spare = bench.path("spare");
        Files.createLink(spare, bench.path("x.sock"));
        Child heir = heir(socket);
        Files.delete(bench.path("x.sock"));
        ListeningSocket other = bench.listen("x.sock", 1);
        try (ListeningSocket adopted = adopt(heir, bench.path("x.sock"), spare.toString())) {
            assertThat(adopted.pathIntact()).isFalse();
            adopted.unlink();
            assertThat(other.pathIntact()).isTrue();
            Files.move(spare, bench.path("x.sock"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(adopted.pathIntact()).isTrue();
        }
    }

    @Test
    void isRefusedWhenNoNameLeadsToIt() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 3);
        Child heir = heir(socket);
        Files.delete(bench.path("x.sock"));
        assertThatThrownBy(() -> adopt(heir, bench.path("x.sock"), null)).hasMessageContaining("ENOENT");
        bench.listen("x.sock", 1);
        assertThatThrownBy(() -> adopt(heir, bench.path("x.sock"), null)).hasMessageContaining("ENOENT");
    }

    @Test
    void isSupplantedWithoutAMomentInWhichNobodyListens() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 3);
        heir(socket);
        assertThatThrownBy(() -> ListeningSocket.bind(request(bench.path("x.sock")))).hasMessageContaining("EADDRINUSE");
        try (ListeningSocket fresh = ListeningSocket.supplant(request(bench.path("x.sock")), socket.inode())) {
            assertThat(fresh.path()).isEqualTo(bench.path("x.sock").toString());
            assertThat(fresh.pathIntact()).isTrue();
            assertThat(fresh.inode()).isNotEqualTo(socket.inode());
            assertThat(fresh.effectiveBacklog()).isEqualTo(4);
            assertThat(ListeningSocket.listenersAt(fresh.path())).containsExactly(fresh.inode());
            try (var names = Files.list(bench.path("x.sock").getParent())) {
                assertThat(names.map(name -> name.getFileName().toString())).noneMatch(name -> name.startsWith(".l"));
            }
            fresh.unlink();
        }
    }

    @Test
    void isNotSupplantedWhenAnotherListensThereByNow() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 3);
        heir(socket);
        Files.delete(bench.path("x.sock"));
        ListeningSocket other = bench.listen("x.sock", 1);
        assertThatThrownBy(() -> ListeningSocket.supplant(request(bench.path("x.sock")), socket.inode()))
                .hasMessageContaining("EADDRINUSE");
        assertThat(other.pathIntact()).isTrue();
    }

    @Test
    void pathThatIsFreeByNowIsBoundAsEver() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 3);
        heir(socket);
        Files.delete(bench.path("x.sock"));
        try (ListeningSocket fresh = ListeningSocket.supplant(request(bench.path("x.sock")), socket.inode())) {
            assertThat(fresh.pathIntact()).isTrue();
            fresh.unlink();
        }
    }

    @Test
    void processTellsTheEnvironmentThatItWasExecutedWith() throws Exception {
        Child child = bench.start(Surroundings.sh("sleep 100"));
        // Spawner returns when execve(2) can no longer fail, which is before the kernel has laid out the new environment.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
                assertThat(ProcessTable.environment(child.pid()).orElseThrow()).contains("PATH="));
        assertThat(ProcessTable.environment(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void ticksSinceBootAreThoseOfNewProcesses() throws Exception {
        long before = DaemonProcess.ticksSinceBoot();
        Child child = bench.start(Surroundings.of("/bin/sleep", "100"));
        assertThat(child.spawned().startTicks()).isBetween(before, DaemonProcess.ticksSinceBoot());
    }
}
