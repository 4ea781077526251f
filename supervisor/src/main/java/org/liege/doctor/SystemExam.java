package org.liege.doctor;

import java.util.List;
import java.util.Optional;

/** What the init system and its control groups offer. */
final class SystemExam {
    /** FileDescriptorStorePreserve= came with it. */
    private static final int PRESERVING = 254;

    private final Patient patient;
    private final Records records;
    private final Trials trials;

    SystemExam(Patient patient, Records records, Trials trials) {
        this.patient = patient;
        this.records = records;
        this.trials = trials;
    }

    List<Finding> findings() {
        return List.of(groups(), init());
    }

    private Finding groups() {
        Optional<String> mount = mountPoint();
        if (mount.isEmpty()) {
            return lacking("no cgroup2 file system is mounted", "boot with systemd.unified_cgroup_hierarchy=1");
        }
        String own = records.lines("/proc/self/cgroup").stream()
                .filter(line -> line.startsWith("0::"))
                .map(line -> line.substring(3))
                .findFirst()
                .orElse("/");
        String place = own.equals("/") ? mount.get() : mount.get() + own;
        String found = "cgroup2 at " + mount.get() + ", ours is " + own;
        return records.writable(place + "/cgroup.procs") && records.writable(place + "/cgroup.subtree_control")
                ? Finding.good("cgroups", found + ", and we may divide it")
                : lacking(found + ", which we may not divide", "Delegate=yes in systemd's unit");
    }

    private static Finding lacking(String found, String remedy) {
        return Finding.less("cgroups", found, "what a worker forks is ended by its session; who called setsid escapes", remedy);
    }

    private Optional<String> mountPoint() {
        return records.lines("/proc/self/mountinfo").stream()
                .filter(line -> line.contains(" - cgroup2 "))
                .map(line -> line.split(" "))
                .filter(fields -> fields.length > 4)
                .map(fields -> fields[4])
                .findFirst();
    }

    private Finding init() {
        if (!records.exists("/run/systemd/system")) {
            return Finding.less("init", "systemd does not run here", "nothing: any init will do; docs/inits.md has five",
                    "");
        }
        Optional<String> systemctl = patient.tool("systemctl", records);
        String said = systemctl.flatMap(tool -> trials.firstLine(List.of(tool, "--version"))).orElse("");
        String[] words = said.split(" ");
        boolean told = words.length > 1 && words[0].equals("systemd") && words[1].matches("[0-9]{1,6}");
        if (!told) {
            return Finding.less("init", "systemd of an unknown version", "nothing, as far as can be told", "");
        }
        return Integer.parseInt(words[1]) >= PRESERVING
                ? Finding.good("init", "systemd " + words[1])
                : Finding.good("init", "systemd " + words[1] + "; its store of descriptors ends with 'systemctl stop'");
    }
}
