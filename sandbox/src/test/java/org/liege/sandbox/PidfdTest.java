package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PidfdTest {
    @RegisterExtension
    final Workbench bench = new Workbench();

    @Test
    void tellsHowAChildEnded() throws Exception {
        assertThat(bench.start(Surroundings.sh("exit 7")).exit()).isEqualTo(ExitStatus.exited(7));
        assertThat(bench.start(Surroundings.sh("exit 255")).exit()).isEqualTo(ExitStatus.exited(255));
        assertThat(bench.start(Surroundings.sh("kill -USR1 $$")).exit()).isEqualTo(ExitStatus.killed(10, false));
    }

    @Test
    void survivesBeingAskedAgainAfterTheReaping() throws Exception {
        Child child = bench.start(Surroundings.sh("exit 7"));
        assertThat(child.exit()).isEqualTo(ExitStatus.exited(7));
        assertThat(child.pidfd().reap().orElseThrow()).isIn(ExitStatus.exited(7), ExitStatus.UNKNOWN);
    }

    @Test
    void answersNothingWhileTheProcessRuns() throws Exception {
        Child child = bench.start(Surroundings.of("/bin/sleep", "100"));
        assertThat(child.pidfd().reap()).isEmpty();
        assertThat(child.pidfd().hasEnded()).isFalse();
        assertThat(child.pidfd().signal(0)).isTrue();
        assertThat(child.pidfd().signal(15)).isTrue();
        assertThat(child.exit()).isEqualTo(ExitStatus.killed(15, false));
        assertThat(child.pidfd().signal(15)).isFalse();
    }

    @Test
    void refusesAProcessThatIsNotThere() {
        assertThatThrownBy(() -> Pidfd.open(Integer.MAX_VALUE))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.errnoName()).isIn("ESRCH", "EINVAL"));
    }

    @Test
    void refusesASignalThatIsNone() throws Exception {
        Child child = bench.start(Surroundings.of("/bin/sleep", "100"));
        assertThatThrownBy(() -> child.pidfd().signal(1000)).hasMessageContaining("EINVAL");
    }

    @Test
    void noticesTheEndOfAProcessThatIsNotOurChild() throws Exception {
        Child parent = bench.start(Surroundings.sh("sleep 100 & echo $!; wait; exit 0"));
        parent.awaitOutput("\n");
        int grandchild = Integer.parseInt(parent.output().trim());
        try (Pidfd stranger = Pidfd.open(grandchild)) {
            assertThat(stranger.reap()).isEmpty();
            assertThat(ProcessTable.descendants(parent.pid())).containsExactly(grandchild);
            stranger.signal(9);
            parent.exit();
            assertThat(stranger.hasEnded()).isTrue();
            // Kernels before 6.15 don't tell a stranger's status.
            assertThat(stranger.reap().orElseThrow()).isIn(ExitStatus.killed(9, false), ExitStatus.UNKNOWN);
        }
    }

    @Test
    void takesADescriptorOutOfAnotherProcess() throws Exception {
        ListeningSocket socket = bench.listen("x.sock", 3);
        Child child = bench.start(Surroundings.of("/bin/sleep", "100"), List.of(socket.fd()), 3);
        socket.close();
        assertThat(ProcessTable.descriptorOf(child.pid(), socket.inode())).hasValue(3);
        try (Descriptor back = child.pidfd().duplicate(3)) {
            assertThat(FileStatus.of(back.number()).inode()).isEqualTo(socket.inode());
        }
        assertThatThrownBy(() -> child.pidfd().duplicate(77)).hasMessageContaining("EBADF");
    }

    @Test
    void readsWaitStatusesOfAllKinds() {
        assertThat(ExitStatus.ofWaitStatus(0)).isEqualTo(ExitStatus.exited(0));
        assertThat(ExitStatus.ofWaitStatus(3 << 8)).isEqualTo(ExitStatus.exited(3));
        assertThat(ExitStatus.ofWaitStatus(0x80 | 6)).isEqualTo(ExitStatus.killed(6, true));
    }
}
