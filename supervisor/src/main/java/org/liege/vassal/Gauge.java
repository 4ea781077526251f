package org.liege.vassal;

/**
 * Whether a vassal is overloaded: its queue has been nearly full for a while, and has not been well below that for a while
 * since. Two thresholds and a dwell time keep it from flickering. It starts and ends nothing.
 */
final class Gauge {
    private boolean overloaded;
    /** Since when the queue has been on the other side; null while it is on this one. */
    private Moment crossedAt;

    /** The fullest queue has {@code length} waiting, of a backlog of {@code limit}. */
    void read(int length, int limit, Overload overload, Moment now) {
        boolean crossed = overloaded
                ? 100L * length <= (long) limit * overload.clearPercent()
                : length > 0 && 100L * length >= (long) limit * overload.atPercent();
        if (!crossed) {
            crossedAt = null;
        } else if (crossedAt == null) {
            crossedAt = now;
        }
    }

    /** Nothing listens: nobody waits. */
    void clear() {
        overloaded = false;
        crossedAt = null;
    }

    /** What has become true by the passing of time. True when that has changed the answer. */
    boolean review(Overload overload, Moment now) {
        if (crossedAt == null || now.millisSince(crossedAt) < overload.forMillis()) {
            return false;
        }
        overloaded = !overloaded;
        crossedAt = null;
        return true;
    }

    boolean overloaded() {
        return overloaded;
    }

    /** When {@link #review} has to be asked again, in monotonic milliseconds; MAX_VALUE for never. */
    long deadline(Overload overload) {
        return crossedAt == null ? Long.MAX_VALUE : crossedAt.monotonicMillis() + overload.forMillis();
    }
}
