package org.liege.emperor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.KernelLog;

/**
 * Tells an out-of-memory kill from any other KILL, by the kernel's log. The counter {@code oom_kill} of /proc/vmstat (every kill
 * in any cgroup) is asked first, so that the log is read only when there is something in it. {@link #wasVictim} is used by one thread.
 */
final class OomWatch {
    private static final Logger LOG = LogManager.getLogger(OomWatch.class);
    private static final Path COUNTERS = Path.of("/proc/vmstat");

    private final KernelLog log;

    private OomWatch(KernelLog log) {
        this.log = log;
    }

    static OomWatch open() {
        try {
            return new OomWatch(KernelLog.open());
        } catch (KernelException failure) {
            LOG.info("out-of-memory kills can't be told from other kills: {}", failure.getMessage());
            return new OomWatch(null);
        }
    }

    /** Whether such kills can be told, and there has been one since the machine started. */
    boolean possible() {
        return log != null && kills() > 0;
    }

    boolean wasVictim(int pid) {
        return log != null && log.wasVictim(pid);
    }

    private static long kills() {
        try {
            for (String line : Files.readAllLines(COUNTERS)) {
                if (line.startsWith("oom_kill ")) {
                    return Long.parseLong(line.substring("oom_kill ".length()).strip());
                }
            }
        } catch (IOException | NumberFormatException unreadable) {
            return 0;
        }
        return 0;
    }
}
