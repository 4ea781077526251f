package org.liege.protocol;

import java.time.Duration;

/** A point in time after which an exchange is given up; by {@link System#nanoTime()}, so it never steps. */
final class Deadline {
    private final long atNanos;

    private Deadline(long atNanos) {
        this.atNanos = atNanos;
    }

    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    boolean passed() {
        return atNanos - System.nanoTime() <= 0;
    }

    /** At least 1, because a selector takes 0 for "for ever". */
    long remainingMillis() {
        return Math.max(1, (atNanos - System.nanoTime() + 999_999) / 1_000_000);
    }
}
