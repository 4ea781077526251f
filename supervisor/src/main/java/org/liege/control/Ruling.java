package org.liege.control;

/**
 * What a proxy is told to do with a request.
 *
 * @param status 200: pass it on, or try once more; else what the visitor is to get
 * @param wakes whether the vassal is to be started
 * @param retryAfterSeconds when to come again; 0 when nothing is known
 * @param brief whether the answer may be kept by a cache for a second, so that a storm asks but once
 */
record Ruling(int status, boolean wakes, long retryAfterSeconds, boolean brief) {
    static Ruling pass() {
        return new Ruling(200, false, 0, false);
    }

    static Ruling wake() {
        return new Ruling(200, true, 0, false);
    }

    /** Refused, and nothing is known to come. */
    static Ruling refuse(int status) {
        return new Ruling(status, false, 0, false);
    }

    /** Refused, and better times are expected. */
    static Ruling later(int status, long millis) {
        return new Ruling(status, false, Math.max(1, (millis + 999) / 1_000), true);
    }

    boolean passes() {
        return status == 200;
    }
}
