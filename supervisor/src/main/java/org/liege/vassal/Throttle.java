package org.liege.vassal;

/**
 * When a vassal whose starts fail may be tried again. Failed starts in a row double the delay, with jitter, up to the
 * cap; after {@code failed-after} of them the verdict is <em>failed</em> and tries go on at the cap: no limit trips for
 * good. A proven worker (ready, and alive for {@link #PROVEN_AFTER_MILLIS} after) clears it, as s6-supervise's rule has
 * it.
 */
final class Throttle {
    /** A worker that lives this long after it got ready has proven itself. */
    static final long PROVEN_AFTER_MILLIS = 1_000;

    /** KILL from outside is overlooked no more often than this; the kills between count as failed starts. */
    static final long MERCY_INTERVAL_MILLIS = 400;

    /** Delays are spread over 75 % to 125 %, so that doubling still always grows and herds fall apart. */
    private static final double JITTER = 0.5;

    private final long seed;
    private long draws;
    private int failures;
    private int shortages;
    private boolean verdict;
    private Moment retryAt;
    private Moment mercyAt;

    Throttle(long seed) {
        this.seed = seed;
    }

    /** A start failed, and the app is to blame. */
    void failed(Moment now, Policy policy) {
        failures++;
        verdict |= failures >= policy.failedAfter();
        notBefore(now.plusMillis(verdict ? spread(policy.throttleMaxMillis(), policy) : delay(failures, policy)));
    }

    /** A start failed because the machine lacks something. Delays grow, but no verdict is passed on the app. */
    void shortage(Moment now, Policy policy) {
        shortages++;
        notBefore(now.plusMillis(delay(shortages, policy)));
    }

    /**
     * Whether a KILL from outside may be overlooked: once in {@link #MERCY_INTERVAL_MILLIS}. An app that has itself killed
     * as soon as it is ready would otherwise be started without end and without delay.
     */
    boolean mercy(Moment now) {
        if (mercyAt != null && now.millisSince(mercyAt) < MERCY_INTERVAL_MILLIS) {
            return false;
        }
        mercyAt = now;
        return true;
    }

    /** A worker has proven itself: everything is forgiven. */
    void proven() {
        failures = 0;
        shortages = 0;
        verdict = false;
        retryAt = null;
    }

    /** The next try is due at once; what was counted is forgotten. */
    void reset() {
        proven();
    }

    /** Holds the next try back until {@code moment}, if it would be sooner. */
    void notBefore(Moment moment) {
        if (retryAt == null || retryAt.monotonicMillis() < moment.monotonicMillis()) {
            retryAt = moment;
        }
    }

    boolean due(Moment now) {
        return retryAt == null || retryAt.monotonicMillis() <= now.monotonicMillis();
    }

    /** Whether repeated failures have led to the verdict, and no worker has proven itself since. */
    boolean verdictFailed() {
        return verdict;
    }

    /** Whether the latest starts failed. */
    boolean failing() {
        return failures > 0 || shortages > 0;
    }

    int failures() {
        return failures;
    }

    /** When the next try is due; null for at once. */
    Moment retryAt() {
        return retryAt;
    }

    /** A try is under way; {@link #retryAt} no longer says anything. */
    void tried() {
        retryAt = null;
    }

    Memory.Setback memory() {
        return failing() || retryAt != null ? new Memory.Setback(failures, shortages, verdict, retryAt) : Memory.Setback.NONE;
    }

    void remembered(Memory.Setback setback) {
        failures = setback.failures();
        shortages = setback.shortages();
        verdict = setback.verdict();
        retryAt = setback.retryAt();
    }

    private long delay(int times, Policy policy) {
        int doublings = Math.min(times - 1, 40);
        long doubled = policy.throttleMillis() > policy.throttleMaxMillis() >> doublings
                ? policy.throttleMaxMillis()
                : policy.throttleMillis() << doublings;
        return spread(doubled, policy);
    }

    private long spread(long millis, Policy policy) {
        double unit = (mix(seed + ++draws) >>> 11) * 0x1.0p-53;
        long jittered = Math.round(millis * (1 - JITTER / 2 + JITTER * unit));
        return Math.max(1, Math.min(policy.throttleMaxMillis(), jittered));
    }

    /** SplitMix64's finalizer (Steele, Lea, Flood 2014): equal seeds give equal delays. */
    private static long mix(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
