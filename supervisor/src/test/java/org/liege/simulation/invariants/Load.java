package org.liege.simulation.invariants;

import org.liege.vassal.Overload;

/** What was told of one vassal's queue: since when it has been nearly full, or well below, without a break. */
final class Load {
    static final long NEVER = Long.MAX_VALUE;

    private long fullSinceMillis = NEVER;
    private long relievedSinceMillis = NEVER;
    /** What readers were last told, and whether its listeners have been closed since. */
    boolean told;
    boolean closed;

    void seen(int length, int limit, Overload overload, long nowMillis) {
        boolean full = length > 0 && 100L * length >= (long) overload.atPercent() * limit;
        boolean relieved = 100L * length <= (long) overload.clearPercent() * limit;
        fullSinceMillis = full ? Math.min(fullSinceMillis, nowMillis) : NEVER;
        relievedSinceMillis = relieved ? Math.min(relievedSinceMillis, nowMillis) : NEVER;
    }

    /** Nobody can wait there any more. */
    void closed() {
        closed = true;
        fullSinceMillis = NEVER;
        relievedSinceMillis = NEVER;
    }

    /** Whether it has been nearly full for the dwell time. */
    boolean full(Overload overload, long nowMillis) {
        return fullSinceMillis != NEVER && nowMillis - fullSinceMillis >= overload.forMillis();
    }

    /** Whether it has been well below that for the dwell time. */
    boolean relieved(Overload overload, long nowMillis) {
        return relievedSinceMillis != NEVER && nowMillis - relievedSinceMillis >= overload.forMillis();
    }
}
