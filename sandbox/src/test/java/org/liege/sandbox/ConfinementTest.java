package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConfinementTest {
    private static final RunAs NOBODY = new RunAs(65534, 65534, List.of());

    private static final String PRINT_ARGUMENTS =
            "import os, sys; sys.stdout.buffer.write(b'\\x1f'.join(map(os.fsencode, sys.argv[1:])))";

    @RegisterExtension
    final Workbench bench = new Workbench();

    private static Confinement python(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-ISc", program));
        command.addAll(Arrays.asList(arguments));
        return Surroundings.of(command.toArray(String[]::new));
    }

    private String outputOf(Confinement confinement) throws Exception {
        return bench.start(confinement).outputAfterExit();
    }

    @Test
    void passesEveryArgumentByteForByte() throws Exception {
        String[] arguments = {
            "",
            " ",
            "a b",
            "'",
            "\"",
            "$HOME",
            "`id`",
            "\\",
            "two\nlines",
            "-n",
            "--",
            "*",
            "\u00e4\u20ac\ud83d\ude00",
            ""
        };
        Confinement plain = python(PRINT_ARGUMENTS, arguments);
        assertThat(outputOf(plain)).isEqualTo(String.join("\u001f", arguments));
    }

    @Test
    void passesEveryArgumentByteForByteThroughAllTools() throws Exception {
        String[] arguments = {"", "a b", "'\"", "$(id)", "two\nlines", "--help", "\u00e4"};
        Confinement plain = python(PRINT_ARGUMENTS, arguments);
        Rlimits limits =
                new Rlimits(OptionalLong.of(99), OptionalLong.empty(), OptionalLong.of(0), OptionalLong.empty());
        Confinement all =
                Surroundings.strict(Surroundings.limited(limits, OptionalLong.of(50), Surroundings.as(NOBODY, plain)));
        assertThat(outputOf(all)).isEqualTo(String.join("\u001f", arguments));
    }

    @Test
    void givesExactlyTheEnvironmentThatWasOrdered() throws Exception {
        List<String> environment = List.of(
                "PATH=/usr/bin:/bin",
                "EMPTY=",
                "QUOTES='\" $x",
                "LINES_=a\nb",
                "LD_LIBRARY_PATH=/nowhere",
                "TZDIR=x y",
                "PWD=/x",
                "OLDPWD=y",
                "IFS=/",
                "PS4=!",
                "_=z",
                "CDPATH=/tmp",
                "LIEGE_VASSAL=v");
        Confinement plain = Surroundings.in("/tmp", environment, "/usr/bin/env", "-0");
        assertThat(outputOf(plain).split("\0")).containsExactlyInAnyOrderElementsOf(environment);
        Files.delete(bench.path("output"));
        assertThat(outputOf(Surroundings.as(NOBODY, plain)).split("\0"))
                .containsExactlyInAnyOrderElementsOf(environment);
    }

    @Test
    void runsNoCodeOfTheTenantsWithRootsRights() throws Exception {
        Confinement plain = Surroundings.in("/", List.of("LD_PRELOAD=/tenant/evil.so"), "/bin/true");
        assertThat(Surroundings.as(NOBODY, plain).spawnEnvironment())
                .noneMatch(entry -> entry.startsWith("LD_PRELOAD"));
        // The loader complains once, in the command, not in setpriv and the shell before it.
        assertThat(outputOf(Surroundings.as(NOBODY, plain)).lines().filter(line -> line.contains("evil.so")))
                .hasSize(1);
    }

    @Test
    void setsUmaskDirectoryAndListenPid() throws Exception {
        Path directory = Files.createDirectory(bench.path("with ' space"));
        Confinement c = Surroundings.in(
                directory.toString(),
                Surroundings.ENVIRONMENT,
                "/bin/sh",
                "-c",
                "pwd; umask; echo $LISTEN_PID; cat /proc/self/oom_score_adj; nice");
        int nice = DaemonProcess.nice() + 5;
        Child child = bench.start(Surroundings.strict(c));
        assertThat(child.outputAfterExit()).isEqualTo(directory + "\n0027\n" + child.pid() + "\n0\n" + nice + "\n");
    }

    @Test
    void becomesAnotherUserWithHisGroupsOnlyAndNoNewPrivileges() throws Exception {
        RunAs who = new RunAs(65534, 33, List.of(4, 24));
        String status =
                outputOf(Surroundings.strict(Surroundings.as(who, Surroundings.of("/bin/cat", "/proc/self/status"))));
        assertThat(status)
                .contains(
                        "Uid:\t65534\t65534\t65534\t65534",
                        "Gid:\t33\t33\t33\t33",
                        "Groups:\t4 24",
                        "NoNewPrivs:\t1",
                        "CapEff:\t0000000000000000",
                        "CapPrm:\t0000000000000000",
                        "SigIgn:\t0000000000000000");
        Files.delete(bench.path("output"));
        String plain = outputOf(Surroundings.as(NOBODY, Surroundings.of("/bin/cat", "/proc/self/status")));
        assertThat(plain).contains("Groups:\t \n", "NoNewPrivs:\t0");
    }

    @Test
    void limitsWhatIsAskedForAndSetsTheSoftLimitOfOpenFilesBack() throws Exception {
        Rlimits limits = new Rlimits(
                OptionalLong.of(123), OptionalLong.of(4567), OptionalLong.of(1000), OptionalLong.of(1L << 32));
        String limited = outputOf(
                Surroundings.limited(limits, OptionalLong.of(50), Surroundings.of("/bin/cat", "/proc/self/limits")));
        assertThat(limited.replaceAll(" +", " "))
                .contains(
                        "open files 123 123",
                        "processes 4567 4567",
                        "core file size 1000 1000",
                        "address space 4294967296 4294967296");
        Files.delete(bench.path("output"));
        String restored = outputOf(Surroundings.limited(
                Rlimits.INHERITED, OptionalLong.of(1024), Surroundings.of("/bin/cat", "/proc/self/limits")));
        assertThat(restored.replaceAll(" +", " ")).contains("open files 1024 " + DaemonProcess.hardOpenFiles());
    }

    @Test
    void keepsTheChainShort() {
        Confinement plain = Surroundings.of("/bin/true");
        assertThat(plain.argv("/run/liege-exec"))
                .startsWith("/run/liege-exec", "-c")
                .endsWith("liege-exec", "/", "/bin/true");
        assertThat(Surroundings.strict(plain).argv("/run/liege-exec"))
                .startsWith("/usr/bin/nice", "-n", "5", "--", "/run/liege-exec");
        assertThat(Surroundings.as(NOBODY, plain).argv("/run/liege-exec"))
                .startsWith(
                        "/usr/bin/setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "--",
                        "/run/liege-exec");
    }

    @Test
    void givesUpNewPrivilegesInTheChainOnlyWhereALinkIsThereAnyway() {
        Confinement plain = Surroundings.of("/bin/true");
        assertThat(plain.bornWithoutNewPrivileges()).isFalse();
        assertThat(Surroundings.strict(plain).bornWithoutNewPrivileges()).isTrue();
        Confinement other = Surroundings.strict(Surroundings.as(NOBODY, plain));
        assertThat(other.bornWithoutNewPrivileges()).isFalse();
        assertThat(other.argv("/run/liege-exec")).contains("--no-new-privs");
    }

    @Test
    void searchesACommandWithoutSlashInItsOwnPath() throws Exception {
        bench.file("hello", "#!/bin/sh\necho found", "rwxr-xr-x");
        assertThat(outputOf(Surroundings.in("/", List.of("PATH=/nowhere:" + bench.directory()), "hello")))
                .isEqualTo("found\n");
    }

    @Test
    void refusesWhatTheChainCouldNotCarry() {
        for (String entry : List.of("no-equals", "=x", "1A=x", "a.b=x", "A=\0", "LIEGE_CARRIED_0=x")) {
            assertThatThrownBy(() -> Surroundings.in("/", List.of(entry), "/bin/true"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Surroundings.in("relative", List.of(), "/bin/true"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Surroundings.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void entersADirectoryWithTheTenantsRights() throws Exception {
        Path secret = Files.createDirectory(bench.path("secret"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
        Confinement c =
                Surroundings.as(NOBODY, Surroundings.in(secret.toString(), Surroundings.ENVIRONMENT, "/bin/pwd"));
        assertThat(bench.start(c).exit()).isEqualTo(ExitStatus.exited(Confinement.DIRECTORY_FAILED));
    }
}
