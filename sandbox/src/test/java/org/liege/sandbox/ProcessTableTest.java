package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProcessTableTest {
    private static final int NOBODYS_PID = Integer.MAX_VALUE;

    @RegisterExtension
    final Workbench bench = new Workbench();

    @Test
    void answersEmptyForAProcessThatHasVanished() {
        assertThat(ProcessTable.startTicks(NOBODYS_PID)).isEmpty();
        assertThat(ProcessTable.comm(NOBODYS_PID)).isEmpty();
        assertThat(ProcessTable.session(NOBODYS_PID)).isEmpty();
        assertThat(ProcessTable.uid(NOBODYS_PID)).isEmpty();
        assertThat(ProcessTable.isZombie(NOBODYS_PID)).isFalse();
        assertThat(ProcessTable.holdsSocket(NOBODYS_PID, 1)).isFalse();
        assertThat(ProcessTable.descendants(NOBODYS_PID)).isEmpty();
    }

    @Test
    void readsANameMadeToMislead() {
        String stat = "7 (a) R 1 (b) c) S 3 7 5 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 987654 0 0";
        assertThat(ProcessInfo.parse(7, stat)).contains(new ProcessInfo(7, 3, 5, 987654, "a) R 1 (b) c", 'S'));
        assertThat(ProcessInfo.parse(7, "7 (a")).isEmpty();
        assertThat(ProcessInfo.parse(7, "")).isEmpty();
        assertThat(ProcessInfo.parse(7, "7 (a) R 1")).isEmpty();
    }

    @Test
    void tellsAZombieByItsNameUntilItIsReaped() throws Exception {
        Child child = bench.start(Surroundings.sh("exit 3"));
        child.awaitEnd();
        assertThat(ProcessTable.isZombie(child.pid())).isTrue();
        assertThat(ProcessTable.comm(child.pid())).contains("sh");
        child.exit();
        assertThat(ProcessTable.comm(child.pid())).isEmpty();
    }

    @Test
    void findsAllProcessesOfASession() throws Exception {
        Child child = bench.start(Surroundings.as(
                new RunAs(65534, 65534, List.of()), Surroundings.sh("sleep 100 & sleep 100 & echo ready; wait")));
        child.awaitOutput("ready");
        List<ProcessInfo> session = ProcessTable.bySession().get(child.pid());
        assertThat(session).extracting(ProcessInfo::session).containsOnly(child.pid());
        assertThat(session).extracting(ProcessInfo::pid).hasSize(3).contains(child.pid());
        assertThat(ProcessTable.descendants(child.pid())).hasSize(2);
        assertThat(ProcessTable.uid(child.pid())).isEqualTo(OptionalInt.of(65534));
        for (int descendant : ProcessTable.descendants(child.pid())) {
            try (Pidfd pidfd = Pidfd.open(descendant)) {
                pidfd.signal(9);
            }
        }
    }

    @Test
    void knowsTheBoot() {
        assertThat(ProcessTable.bootId()).matches("[0-9a-f-]{36}");
    }
}
