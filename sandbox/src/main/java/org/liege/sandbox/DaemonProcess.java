package org.liege.sandbox;

import java.util.Optional;
import java.util.OptionalInt;

/** What this process was given by whoever started it, and what of the machine concerns it. */
public final class DaemonProcess {
    private static final int NICE_FIELD_AFTER_COMM = 16;

    private DaemonProcess() {}

    /**
     * Soft RLIMIT_NOFILE now. The JVM raises its own at start, so what we were given is only known to who looked
     * before: the launcher. {@link Long#MAX_VALUE} means unlimited.
     */
    public static long softOpenFiles() {
        return openFiles(0);
    }

    /** Hard RLIMIT_NOFILE. */
    public static long hardOpenFiles() {
        return openFiles(1);
    }

    private static long openFiles(int column) {
        String limits = ProcFile.read("/proc/self/limits").orElse("");
        for (String line : limits.split("\n")) {
            if (line.startsWith("Max open files")) {
                String value = line.substring("Max open files".length()).trim().split(" +")[column];
                return value.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(value);
            }
        }
        throw new IllegalStateException("/proc/self/limits tells no limit of open files");
    }

    /** Our niceness, -20 to 19. */
    public static int nice() {
        String stat = ProcFile.read("/proc/self/stat").orElseThrow();
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE_FIELD_AFTER_COMM]);
    }

    /** -1000 (never killed) to 1000 (killed first). */
    public static int oomScoreAdjust() {
        return ProcFile.read("/proc/self/oom_score_adj")
                .map(String::trim)
                .map(Integer::valueOf)
                .orElse(0);
    }

    /**
     * Now, in the clock ticks in which {@link ProcessTable#startTicks} counts: hundredths of a second since boot (USER_HZ). A
     * process that starts later has at least as many.
     */
    public static long ticksSinceBoot() {
        String uptime = ProcFile.read("/proc/uptime").orElseThrow();
        String seconds = uptime.substring(0, uptime.indexOf(' '));
        int point = seconds.indexOf('.');
        return Long.parseLong(seconds.substring(0, point)) * 100 + Long.parseLong(seconds.substring(point + 1));
    }

    /** Sets our umask and returns the one before. All threads share it. */
    public static int becomeUmask(int mask) {
        return Native.C.umask(mask);
    }

    /** net.core.somaxconn of our network namespace, to which backlogs are clamped. */
    public static OptionalInt somaxconn() {
        Optional<Integer> value =
                ProcFile.read("/proc/sys/net/core/somaxconn").map(String::trim).map(Integer::valueOf);
        return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
    }
}
