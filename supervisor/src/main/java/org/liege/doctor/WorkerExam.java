package org.liege.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What workers can be started with, and bounded by. */
final class WorkerExam {
    /** A master holds so many a vassal, and some of its own. */
    private static final long FILES_A_VASSAL = 3;
    private static final long FILES_OF_ITS_OWN = 500;
    private static final long MANY_VASSALS = 1000;
    /** fs.pipe-user-pages-soft is counted in pages. */
    private static final long PAGE_BYTES = 4096;
    private static final long LARGE_PIPE_BYTES = 1 << 20;
    private static final String NOBODY = "65534";

    private final Patient patient;
    private final Records records;
    private final Trials trials;

    WorkerExam(Patient patient, Records records, Trials trials) {
        this.patient = patient;
        this.records = records;
        this.trials = trials;
    }

    List<Finding> findings() {
        return List.of(java(), openFiles(), tools(), users(), pipes(), userNamespaces());
    }

    private Finding java() {
        return Finding.good("Java", patient.java());
    }

    private Finding openFiles() {
        if (patient.openFiles() == Long.MAX_VALUE) {
            return Finding.good("open files", "no limit");
        }
        long vassals = Math.max(0, (patient.openFiles() - FILES_OF_ITS_OWN) / FILES_A_VASSAL);
        String found = "the hard limit of " + patient.openFiles() + " is enough for some " + vassals + " vassals";
        return vassals >= MANY_VASSALS
                ? Finding.good("open files", found)
                : Finding.less("open files", found, "the sockets of more can't be opened, and their state says so",
                        "raise it: LimitNOFILE= in systemd's unit, ulimit -Hn elsewhere");
    }

    private Finding tools() {
        List<String> missing = new ArrayList<>();
        for (String tool : List.of("setpriv", "prlimit")) {
            if (patient.tool(tool, records).isEmpty()) {
                missing.add(tool);
            }
        }
        return missing.isEmpty()
                ? Finding.good("tools", "setpriv and prlimit")
                : Finding.bad("tools", String.join(" and ", missing) + " not found in PATH",
                        "workers that need them (uid, limit-*, no-new-privs) can't be started",
                        "apt-get install util-linux");
    }

    private Finding users() {
        return patient.root()
                ? Finding.good("users", "root: every worker can be given its own user")
                : Finding.less("users", "uid " + patient.uid() + ", not root",
                        "workers run as the same user; 'uid', 'gid' and a negative 'nice' are faults",
                        "run the master as root where apps must be kept apart");
    }

    /** An output of a worker goes through none yet; whoever writes much into one of his own needs to know. */
    private Finding pipes() {
        long size = records.number("/proc/sys/fs/pipe-max-size").orElse(0);
        long soft = records.number("/proc/sys/fs/pipe-user-pages-soft").orElse(0) * PAGE_BYTES;
        String found = "pipes of up to " + size / 1024 + " KiB, " + (soft == 0 ? "without limit" : soft / (1 << 20) + " MiB")
                + " in all for each user who is not root";
        return size >= LARGE_PIPE_BYTES
                ? Finding.good("pipes", found)
                : Finding.less("pipes", found, "nothing in this version, whose workers write to files",
                        "sysctl -w fs.pipe-max-size=1048576");
    }

    /** As the tenant, since root may always. */
    private Finding userNamespaces() {
        Optional<String> unshare = patient.tool("unshare", records);
        if (unshare.isEmpty()) {
            return Finding.less("user namespaces", "not tried: no unshare in PATH", "nothing in this version",
                    "apt-get install util-linux");
        }
        List<String> trial = new ArrayList<>();
        if (patient.root()) {
            trial.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        }
        trial.addAll(List.of(unshare.get(), "--user", "true"));
        String who = patient.root() ? "nobody, as a tenant" : "this user";
        return trials.run(trial) == 0
                ? Finding.good("user namespaces", "may be made by " + who)
                : Finding.less("user namespaces", "may not be made by " + who,
                        "nothing in this version, which has no sandbox that needs them",
                        "sysctl -w kernel.unprivileged_userns_clone=1 (Debian), user.max_user_namespaces above 0,"
                                + " and no AppArmor profile or seccomp filter against it");
    }
}
