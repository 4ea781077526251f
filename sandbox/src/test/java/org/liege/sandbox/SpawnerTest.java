package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SpawnerTest {
    @RegisterExtension
    final Workbench bench = new Workbench();

    private static final String LIST_DESCRIPTORS =
            "import os\nfor f in sorted(map(int, os.listdir('/proc/self/fd'))):\n"
                    + "  try: print(f, os.readlink('/proc/self/fd/%d' % f))\n  except OSError: pass";

    private static Confinement python(String program) {
        return Surroundings.of("/usr/bin/python3", "-ISc", program);
    }

    @Test
    void givesTheListenersFrom3AndNothingElse() throws Exception {
        ListeningSocket first = bench.listen("a.sock", 1);
        ListeningSocket second = bench.listen("b.sock", 1);
        Child child = bench.start(python(LIST_DESCRIPTORS), List.of(first.fd(), second.fd()), 3);
        assertThat(child.outputAfterExit().lines())
                .containsExactly(
                        "0 /dev/null",
                        "1 " + bench.path("output"),
                        "2 " + bench.path("output"),
                        "3 socket:[" + first.inode() + "]",
                        "4 socket:[" + second.inode() + "]");
    }

    @Test
    void givesTheFirstListenerAsStandardInputInInetdStyle() throws Exception {
        ListeningSocket first = bench.listen("a.sock", 1);
        ListeningSocket second = bench.listen("b.sock", 1);
        Child child = bench.start(python(LIST_DESCRIPTORS), List.of(first.fd(), second.fd()), 0);
        assertThat(child.outputAfterExit().lines())
                .containsExactly(
                        "0 socket:[" + first.inode() + "]",
                        "1 " + bench.path("output"),
                        "2 " + bench.path("output"),
                        "3 socket:[" + second.inode() + "]");
    }

    @Test
    void startsWithCleanSignalsInASessionOfItsOwn() throws Exception {
        Child child = bench.start(Surroundings.sh("cat /proc/self/status; cat"), List.of(), 3);
        String status = child.outputAfterExit();
        assertThat(status)
                .contains("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000", "SigCgt:\t0000000000000000");
        Child living = bench.start(Surroundings.of("/bin/sleep", "100"));
        assertThat(ProcessTable.session(living.pid())).isEqualTo(OptionalInt.of(living.pid()));
        assertThat(ProcessTable.bySession()).containsKey(living.pid());
    }

    @Test
    void spawnsWithoutNewPrivilegesOnRequestAndStaysAsItIsItself() throws Exception {
        Confinement plain = Surroundings.of("/bin/grep", "NoNewPrivs", "/proc/self/status");
        assertThat(bench.start(Surroundings.strict(plain)).outputAfterExit()).isEqualTo("NoNewPrivs:\t1\n");
        Files.delete(bench.path("output"));
        assertThat(bench.start(plain).outputAfterExit()).isEqualTo("NoNewPrivs:\t0\n");
        assertThat(ProcFile.read("/proc/thread-self/status").orElseThrow()).contains("NoNewPrivs:\t0\n");
        assertThat(ProcFile.read("/proc/self/status").orElseThrow()).contains("NoNewPrivs:\t0\n");
    }

    @Test
    void namesTheChildByPidStartTicksAndPidfd() throws Exception {
        Child child = bench.start(Surroundings.of("/bin/sleep", "100"));
        assertThat(ProcessTable.startTicks(child.pid()))
                .hasValue(child.spawned().startTicks());
        assertThat(ProcFile.read("/proc/self/fdinfo/" + child.spawned().pidfd().number())
                        .orElseThrow())
                .contains("Pid:\t" + child.pid());
    }

    @Test
    void appendsToTheOutputAndGivesItItsOwner() throws Exception {
        Files.writeString(bench.path("log"), "before\n");
        Spawner.Request request = new Spawner.Request(
                List.of("/bin/echo", "after"),
                List.of(),
                List.of(),
                3,
                bench.path("log").toString(),
                65534,
                33,
                false);
        bench.keep(new Child(Spawner.spawn(request), bench.path("log"))).exit();
        assertThat(bench.path("log")).hasContent("before\nafter");
        assertThat(Files.getAttribute(bench.path("log"), "unix:uid")).isEqualTo(65534);
        assertThat(Files.getAttribute(bench.path("log"), "unix:gid")).isEqualTo(33);
    }

    @Test
    void neverFollowsALinkAtTheOutputsPathNorWaitsForAFifo() throws Exception {
        Files.createSymbolicLink(bench.path("link"), bench.path("target"));
        Workbench.run("mkfifo", bench.path("fifo").toString());
        assertThatThrownBy(() -> Spawner.spawn(request("link"))).hasMessageContaining("ELOOP");
        assertThatThrownBy(() -> Spawner.spawn(request("fifo"))).hasMessageContaining("ENXIO");
        assertThatThrownBy(() -> Spawner.spawn(request("no/log"))).hasMessageContaining("ENOENT");
        assertThat(bench.path("target")).doesNotExist();
    }

    private Spawner.Request request(String output) {
        return new Spawner.Request(
                List.of("/bin/true"),
                List.of(),
                List.of(),
                3,
                bench.path(output).toString(),
                0,
                0,
                false);
    }

    @Test
    void tellsWhenTheFirstProgramOfTheChainIsMissing() {
        Spawner.Request request = new Spawner.Request(
                List.of("/no/such"), List.of(), List.of(), 3, bench.path("log").toString(), 0, 0, true);
        assertThatThrownBy(() -> Spawner.spawn(request))
                .isInstanceOf(KernelException.class)
                .hasMessage("could not execute /no/such: No such file or directory (ENOENT)");
    }

    @Test
    void refusesARequestThatMakesNoSense() {
        for (List<String> argv : List.of(List.<String>of(), List.of("true"), List.of("/bin/echo", "a\0b"))) {
            assertThatThrownBy(() -> new Spawner.Request(argv, List.of(), List.of(), 3, "/dev/null", 0, 0, false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Spawner.Request(List.of("/bin/true"), List.of(), List.of(5), 3, "/dev/null", 0, 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not inheritable: [5]");
    }

    @Test
    void passesArgumentsAndEnvironmentLargerThanItsFirstBuffer() throws Exception {
        String large = "x".repeat(100_000);
        Confinement confinement = Surroundings.in(
                "/",
                List.of("BIG=" + large),
                "/usr/bin/python3",
                "-ISc",
                "import sys, os; print(len(sys.argv[1]), len(os.environ['BIG']))",
                large);
        Child big = bench.start(confinement);
        assertThat(big.outputAfterExit()).endsWith("100000 100000\n");
    }
}
