package org.liege.doctor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the kernel lets us do. */
final class KernelExam {
    /** pidfd_getfd(2), close_range(2) and what else can't be done without: 5.8 is the oldest that was tried. */
    private static final int OLDEST_MAJOR = 5;
    private static final int OLDEST_MINOR = 8;
    /** A backlog that is worth asking for. */
    private static final long AMPLE_BACKLOG = 4096;
    /** One for each directory of vassals, and a few more. */
    private static final long FEW_INSTANCES = 16;
    private static final long FEW_WATCHES = 1024;
    /** CAP_SYS_PTRACE of capabilities(7). */
    private static final int CAP_SYS_PTRACE = 19;

    private final Patient patient;
    private final Records records;
    private final Trials trials;

    KernelExam(Patient patient, Records records, Trials trials) {
        this.patient = patient;
        this.records = records;
        this.trials = trials;
    }

    List<Finding> findings() {
        return List.of(version(), queues(), backlog(), footprints(), looking(), inotify(), kernelLog());
    }

    private Finding version() {
        String release = records.text("/proc/sys/kernel/osrelease").orElse("unknown");
        String[] numbers = release.split("[.-]", 3);
        boolean numeric = numbers.length > 1 && numbers[0].matches("[0-9]{1,4}") && numbers[1].matches("[0-9]{1,4}");
        int major = numeric ? Integer.parseInt(numbers[0]) : 0;
        int minor = numeric ? Integer.parseInt(numbers[1]) : 0;
        boolean enough = major > OLDEST_MAJOR || major == OLDEST_MAJOR && minor >= OLDEST_MINOR;
        return enough
                ? Finding.good("kernel", "Linux " + release)
                : Finding.bad("kernel", "Linux " + release, "the master needs calls that came with Linux 5.8",
                        "boot a newer kernel");
    }

    private Finding queues() {
        Optional<String> refused = trials.queueRefusal();
        return refused.isEmpty()
                ? Finding.good("listen queues", "sock_diag tells how long each is, and who waits in it")
                : Finding.less("listen queues", refused.get(),
                        "lengths are read from /proc/net/unix (source: proc), nobody is stopped when idle",
                        "load the module unix_diag, or allow AF_NETLINK sockets in the seccomp filter");
    }

    private Finding backlog() {
        OptionalLong most = records.number("/proc/sys/net/core/somaxconn");
        if (most.isPresent() && most.getAsLong() >= AMPLE_BACKLOG) {
            return Finding.good("backlogs", "net.core.somaxconn is " + most.getAsLong());
        }
        String found = most.isPresent() ? "net.core.somaxconn is " + most.getAsLong() : "net.core.somaxconn can't be read";
        return Finding.less("backlogs", found, "a larger 'listen' is cut to it; the state tells both numbers",
                "sysctl -w net.core.somaxconn=" + AMPLE_BACKLOG + ", and the same in /etc/sysctl.d");
    }

    private Finding footprints() {
        Optional<String> none = trials.footprintRefusal(patient.apps());
        return none.isEmpty()
                ? Finding.good("access times", "connections leave a mark at sockets in " + patient.apps())
                : Finding.less("access times", none.get(), "'idle' does nothing there, and the state says so",
                        "keep the sockets on a tmpfs such as /run that is mounted without noatime");
    }

    /** Whether we may take a listener back from a worker of an earlier master. */
    private Finding looking() {
        long scope = records.number("/proc/sys/kernel/yama/ptrace_scope").orElse(0);
        if (scope == 0 || scope < 3 && mayTrace()) {
            return Finding.good("adoption", scope == 0
                    ? "workers of a killed master can be looked into: no Yama in the way"
                    : "workers of a killed master can be looked into: CAP_SYS_PTRACE");
        }
        return Finding.less("adoption", "kernel.yama.ptrace_scope is " + scope + (scope < 3 ? ", without CAP_SYS_PTRACE" : ""),
                "after a kill -9 of the master, workers are adopted, get a new socket at the same path and are replaced",
                scope < 3 ? "run the master as root or with CAP_SYS_PTRACE, or sysctl -w kernel.yama.ptrace_scope=0"
                        : "3 can't be undone before the next boot; set it lower in /etc/sysctl.d");
    }

    private boolean mayTrace() {
        return records.lines("/proc/self/status").stream()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> line.substring("CapEff:".length()).strip())
                .filter(hex -> hex.matches("[0-9a-f]{1,16}"))
                .anyMatch(hex -> (Long.parseUnsignedLong(hex, 16) >> CAP_SYS_PTRACE & 1) == 1);
    }

    private Finding inotify() {
        long instances = records.number("/proc/sys/fs/inotify/max_user_instances").orElse(0);
        long watches = records.number("/proc/sys/fs/inotify/max_user_watches").orElse(0);
        String found = "up to " + instances + " inotify instances and " + watches + " watches a user";
        return instances >= FEW_INSTANCES && watches >= FEW_WATCHES
                ? Finding.good("file changes", found)
                : Finding.less("file changes", found,
                        "changes of vassal files are noticed by looking, within some seconds, where there are none left",
                        "sysctl -w fs.inotify.max_user_instances=128 fs.inotify.max_user_watches=65536");
    }

    private Finding kernelLog() {
        Optional<String> refused = trials.kernelLogRefusal();
        return refused.isEmpty()
                ? Finding.good("out of memory", "the kernel's log tells whom it has killed")
                : Finding.less("out of memory", refused.get(), "such a kill is told as any other KILL",
                        "run the master as root, or sysctl -w kernel.dmesg_restrict=0");
    }
}
