package org.liege.sandbox;

import java.util.Optional;
import java.util.OptionalLong;

/** Processor time that processes have used, in milliseconds, as /proc/PID/stat tells it (proc(5)). */
public final class CpuTime {
    /** Of what /proc counts in: USER_HZ, 100 a second on every architecture that Liege runs on. */
    private static final long MILLIS_PER_TICK = 10;
    /** After the name: utime, stime, and cutime, cstime of children that have ended and were waited for. */
    private static final int FIRST_FIELD = 11;
    private static final int LAST_FIELD = 14;

    private CpuTime() {}

    /** Of one process with the ended children that it has waited for; empty when it has gone. To 10 ms. */
    public static OptionalLong millis(int pid) {
        Optional<String> text = ProcFile.read("/proc/" + pid + "/stat");
        return text.isEmpty() ? OptionalLong.empty() : parse(text.get());
    }

    static OptionalLong parse(String text) {
        int close = text.lastIndexOf(')');
        String[] fields = close < 0 ? new String[0] : text.substring(close + 1).trim().split(" ");
        if (fields.length <= LAST_FIELD) {
            return OptionalLong.empty();
        }
        long ticks = 0;
        for (int field = FIRST_FIELD; field <= LAST_FIELD; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return OptionalLong.of(ticks * MILLIS_PER_TICK);
    }
}
