package org.liege.emperor;

import java.util.concurrent.TimeUnit;

/**
 * Whether processes rest, told from the processor time that they have used: an app that works without visitors, as for an import,
 * is not to be stopped. Pure; times are monotonic nanoseconds.
 */
final class Rest {
    /** What timers, garbage collectors and the like use: a fiftieth of one processor. */
    private static final int SHARE = 50;
    /** /proc counts in steps of 10 ms. */
    private static final long LEAST_MILLIS = 30;

    private boolean begun;
    private long sinceNanos;
    private long usedMillis;

    /** The next measurement begins anew. */
    void clear() {
        begun = false;
    }

    /**
     * Takes a measurement in.
     *
     * @param cpuMillis what all of them have used so far; less than before when one has gone
     * @return whether they have rested for at least that span
     */
    boolean take(long cpuMillis, long nowNanos, long spanNanos) {
        long elapsed = nowNanos - sinceNanos;
        long used = cpuMillis - usedMillis;
        boolean rested = begun && used >= 0
                && used <= Math.max(LEAST_MILLIS, TimeUnit.NANOSECONDS.toMillis(elapsed) / SHARE);
        if (!rested) {
            begun = true;
            sinceNanos = nowNanos;
            usedMillis = cpuMillis;
        }
        return rested && elapsed >= spanNanos;
    }
}
