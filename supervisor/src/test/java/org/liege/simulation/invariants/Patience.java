package org.liege.simulation.invariants;

import org.liege.vassal.Memory;
import org.liege.vassal.Policy;

/** The least time that has to pass before a vassal whose starts fail is tried again. */
final class Patience {
    /** Delays may be shortened by a quarter at most, so that doubling always grows; one millisecond is for rounding. */
    private static final double SHORTEST = 0.75;

    private int failures;
    private int shortages;
    private long notBeforeMillis = 0;
    private long overlookedAtMillis = Long.MIN_VALUE / 2;

    void failed(long nowMillis, Policy policy) {
        failures++;
        wait(nowMillis, failures >= policy.failedAfter() ? policy.throttleMaxMillis() : doubled(failures, policy));
    }

    void shortage(long nowMillis, Policy policy) {
        shortages++;
        wait(nowMillis, doubled(shortages, policy));
    }

    /** KILL from outside is overlooked once in 400 ms; written down here once more on purpose. */
    boolean overlooks(long nowMillis) {
        boolean overlooked = nowMillis - overlookedAtMillis >= 400;
        overlookedAtMillis = overlooked ? nowMillis : overlookedAtMillis;
        return overlooked;
    }

    private void wait(long nowMillis, long delayMillis) {
        notBeforeMillis = Math.max(notBeforeMillis, nowMillis + (long) (delayMillis * SHORTEST) - 1);
    }

    private static long doubled(int times, Policy policy) {
        long delay = policy.throttleMillis();
        for (int i = 1; i < times && delay < policy.throttleMaxMillis(); i++) {
            delay *= 2;
        }
        return Math.min(delay, policy.throttleMaxMillis());
    }

    /** What was counted under an earlier master holds. */
    void remembered(Memory.Setback setback) {
        failures = setback.failures();
        shortages = setback.shortages();
        notBeforeMillis = setback.retryAt() == null ? 0 : setback.retryAt().monotonicMillis();
    }

    boolean failing() {
        return failures > 0 || shortages > 0;
    }

    void forgive() {
        failures = 0;
        shortages = 0;
        notBeforeMillis = 0;
    }

    long notBeforeMillis() {
        return notBeforeMillis;
    }
}
