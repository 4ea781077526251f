package org.liege.vassal;

/**
 * A point in time, told by two clocks. Policy compares only {@code monotonicMillis} (CLOCK_MONOTONIC; never steps);
 * {@code wallMillis} (since the epoch, UTC) is for people.
 */
public record Moment(long monotonicMillis, long wallMillis) {
    /** This moment shifted by a duration, on both clocks. */
    public Moment plusMillis(long millis) {
        return new Moment(monotonicMillis + millis, wallMillis + millis);
    }

    /** Milliseconds from {@code earlier} to this, by the monotonic clock. */
    public long millisSince(Moment earlier) {
        return monotonicMillis - earlier.monotonicMillis;
    }
}
