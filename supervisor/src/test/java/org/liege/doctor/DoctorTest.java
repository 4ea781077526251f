package org.liege.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
    @TempDir
    Path root;

    private final Machine machine = new Machine();
    private Patient patient = new Patient(0, "/run/liege/apps", "/usr/local/bin", 1_000_000, "17.0.1");

    /** Trials whose outcomes the test decides. */
    private static final class Machine implements Trials {
        final List<List<String>> ran = new ArrayList<>();
        final Map<String, String> refusals = new HashMap<>();
        int status;
        String said = "systemd 252 (252.39-1~deb12u1)";

        @Override
        public Optional<String> queueRefusal() {
            return Optional.ofNullable(refusals.get("queues"));
        }

        @Override
        public Optional<String> footprintRefusal(String directory) {
            return Optional.ofNullable(refusals.get(directory));
        }

        @Override
        public Optional<String> kernelLogRefusal() {
            return Optional.ofNullable(refusals.get("log"));
        }

        @Override
        public int run(List<String> command) {
            ran.add(command);
            return status;
        }

        @Override
        public Optional<String> firstLine(List<String> command) {
            return Optional.of(said);
        }
    }

    @BeforeEach
    void aMachineWithEverything() throws IOException {
        write("/proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
        write("/proc/sys/net/core/somaxconn", "4096\n");
        write("/proc/sys/fs/inotify/max_user_instances", "128\n");
        write("/proc/sys/fs/inotify/max_user_watches", "65536\n");
        write("/proc/sys/fs/pipe-max-size", "1048576\n");
        write("/proc/sys/fs/pipe-user-pages-soft", "16384\n");
        write("/proc/self/status", "Name:\tjava\nCapEff:\t000001ffffffffff\n");
        write("/proc/self/mountinfo", "30 24 0:26 / /sys/fs/cgroup rw shared:9 - cgroup2 cgroup2 rw\n");
        write("/proc/self/cgroup", "0::/system.slice/liege.service\n");
        write("/sys/fs/cgroup/system.slice/liege.service/cgroup.procs", "1\n");
        write("/sys/fs/cgroup/system.slice/liege.service/cgroup.subtree_control", "");
        Files.createDirectories(at("/run/systemd/system"));
        for (String tool : List.of("setpriv", "prlimit", "unshare", "systemctl")) {
            write("/usr/bin/" + tool, "");
            assertThat(at("/usr/bin/" + tool).toFile().setExecutable(true)).isTrue();
        }
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(at(path).getParent());
        Files.writeString(at(path), text);
    }

    private Finding find(String subject) {
        return new Doctor(root, machine).examine(patient).stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private void assertLess(String subject, String found, String without, String remedy) {
        assertThat(find(subject)).isEqualTo(new Finding(Finding.Verdict.LESS, subject, found, without, remedy));
    }

    @Test
    void nothingIsLackingOnAMachineWithEverything() {
        assertThat(new Doctor(root, machine).examine(patient))
                .hasSize(15)
                .allSatisfy(finding -> assertThat(finding.verdict()).as("%s", finding).isEqualTo(Finding.Verdict.GOOD));
    }

    @ParameterizedTest
    @CsvSource({"5.8.0, GOOD", "5.7.19, BAD", "4.19.0-27-amd64, BAD", "6.18.44-fc, GOOD", "10.0, GOOD", "odd, BAD"})
    void kernelsBefore58CannotRunTheMaster(String release, Finding.Verdict verdict) throws IOException {
        write("/proc/sys/kernel/osrelease", release);
        assertThat(find("kernel").verdict()).isEqualTo(verdict);
        assertThat(find("kernel").found()).isEqualTo("Linux " + release);
    }

    @Test
    void refusedQueuesAndMissingMarksAreTold() {
        machine.refusals.put("queues", "could not open a sock_diag socket: Permission denied (EACCES)");
        machine.refusals.put("/run/liege/apps", "the file system of /run is mounted noatime");
        machine.refusals.put("log", "could not open /dev/kmsg: Operation not permitted (EPERM)");
        assertThat(find("listen queues").found()).isEqualTo("could not open a sock_diag socket: Permission denied (EACCES)");
        assertLess("access times", "the file system of /run is mounted noatime", "'idle' does nothing there, and the state says so",
                "keep the sockets on a tmpfs such as /run that is mounted without noatime");
        assertThat(find("out of memory").without()).isEqualTo("such a kill is told as any other KILL");
    }

    @Test
    void aSmallSomaxconnIsTold() throws IOException {
        write("/proc/sys/net/core/somaxconn", "128\n");
        assertLess("backlogs", "net.core.somaxconn is 128", "a larger 'listen' is cut to it; the state tells both numbers",
                "sysctl -w net.core.somaxconn=4096, and the same in /etc/sysctl.d");
        Files.delete(at("/proc/sys/net/core/somaxconn"));
        assertThat(find("backlogs").found()).isEqualTo("net.core.somaxconn can't be read");
    }

    @ParameterizedTest
    @CsvSource({"0, 0000000000000000, GOOD", "1, 0000000000000000, LESS", "1, 0000000000080000, GOOD",
        "2, 000001ffffffffff, GOOD", "2, 0000000000000000, LESS", "3, 000001ffffffffff, LESS"})
    void yamaIsInTheWayOnlyOfWhoMayNotTrace(String scope, String capabilities, Finding.Verdict verdict) throws IOException {
        write("/proc/sys/kernel/yama/ptrace_scope", scope + "\n");
        write("/proc/self/status", "CapEff:\t" + capabilities + "\n");
        assertThat(find("adoption").verdict()).isEqualTo(verdict);
    }

    @Test
    void fewInotifyInstancesAreTold() throws IOException {
        write("/proc/sys/fs/inotify/max_user_instances", "8\n");
        assertThat(find("file changes").found()).isEqualTo("up to 8 inotify instances and 65536 watches a user");
        assertThat(find("file changes").verdict()).isEqualTo(Finding.Verdict.LESS);
    }

    @ParameterizedTest
    @CsvSource({"1024, 174, LESS", "20000, 6500, GOOD", "100, 0, LESS"})
    void openFilesAreToldInVassals(long limit, int vassals, Finding.Verdict verdict) {
        patient = new Patient(0, "/run/liege/apps", "", limit, "17");
        assertThat(find("open files").found())
                .isEqualTo("the hard limit of " + limit + " is enough for some " + vassals + " vassals");
        assertThat(find("open files").verdict()).isEqualTo(verdict);
        patient = new Patient(0, "/run/liege/apps", "", Long.MAX_VALUE, "17");
        assertThat(find("open files").found()).isEqualTo("no limit");
    }

    @Test
    void missingToolsAreBad() throws IOException {
        Files.delete(at("/usr/bin/setpriv"));
        assertThat(find("tools").verdict()).isEqualTo(Finding.Verdict.BAD);
        assertThat(find("tools").found()).isEqualTo("setpriv not found in PATH");
        Files.delete(at("/usr/bin/prlimit"));
        assertThat(find("tools").found()).isEqualTo("setpriv and prlimit not found in PATH");
        write("/usr/local/bin/setpriv", "");
        assertThat(at("/usr/local/bin/setpriv").toFile().setExecutable(true)).isTrue();
        assertThat(find("tools").found()).isEqualTo("prlimit not found in PATH");
    }

    @Test
    void userNamespacesAreTriedAsTheTenant() {
        machine.status = 1;
        assertThat(find("user namespaces").found()).isEqualTo("may not be made by nobody, as a tenant");
        assertThat(machine.ran.get(machine.ran.size() - 1)).containsExactly("setpriv", "--reuid", "65534", "--regid", "65534",
                "--clear-groups", "/usr/bin/unshare", "--user", "true");
        patient = new Patient(1000, "/run/user/1000/liege/apps", "", 1_000_000, "17");
        assertThat(find("user namespaces").found()).isEqualTo("may not be made by this user");
        assertThat(machine.ran.get(machine.ran.size() - 1)).containsExactly("/usr/bin/unshare", "--user", "true");
        assertThat(find("users").verdict()).isEqualTo(Finding.Verdict.LESS);
    }

    @Test
    void cgroupsAreOursOnlyWhereTheyMayBeDivided() throws IOException {
        assertThat(find("cgroups").found())
                .isEqualTo("cgroup2 at /sys/fs/cgroup, ours is /system.slice/liege.service, and we may divide it");
        Files.delete(at("/sys/fs/cgroup/system.slice/liege.service/cgroup.subtree_control"));
        assertThat(find("cgroups").found()).endsWith(", which we may not divide");
        write("/proc/self/mountinfo", "30 24 0:26 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n");
        assertThat(find("cgroups").found()).isEqualTo("no cgroup2 file system is mounted");
    }

    @Test
    void systemdIsToldByItsVersion() throws IOException {
        assertThat(find("init").found()).isEqualTo("systemd 252; its store of descriptors ends with 'systemctl stop'");
        machine.said = "systemd 254 (254.1-1)";
        assertThat(find("init").found()).isEqualTo("systemd 254");
        machine.said = "garbage";
        assertThat(find("init").verdict()).isEqualTo(Finding.Verdict.LESS);
        Files.delete(at("/run/systemd/system"));
        assertThat(find("init").found()).isEqualTo("systemd does not run here");
    }

    @Test
    void aFindingWithoutConsequencesLacksNothing() {
        assertThatThrownBy(() -> new Finding(Finding.Verdict.GOOD, "a", "b", "c", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Finding(Finding.Verdict.LESS, "a", "b", "", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
