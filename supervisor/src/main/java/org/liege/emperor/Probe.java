package org.liege.emperor;

import java.util.concurrent.TimeUnit;

/** One watch for readiness, in steps that don't block. */
abstract class Probe {
    private static final long FIRST_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long LAST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** The wait between two steps is this share of the time that has passed: quick apps are seen at once, slow ones cheaply. */
    private static final int SHARE = 16;

    private final Subject subject;
    private final long startNanos = System.nanoTime();
    private long dueNanos = startNanos;

    Probe(Subject subject) {
        this.subject = subject;
    }

    Subject subject() {
        return subject;
    }

    final long dueNanos() {
        return dueNanos;
    }

    /** One step; true when the condition holds. */
    final boolean step() {
        boolean holds = holds();
        long now = System.nanoTime();
        dueNanos = now + Math.max(FIRST_NANOS, Math.min(LAST_NANOS, waitedNanos(now) / SHARE));
        return holds;
    }

    /** Since when it has been waiting for what comes next. */
    long waitedNanos(long now) {
        return now - startNanos;
    }

    /** Whether the condition holds now. */
    abstract boolean holds();

    /** One step of leaving. */
    final boolean leave() {
        dueNanos = System.nanoTime() + LAST_NANOS;
        return takeLeave();
    }

    /** Takes leave of the app after it has shown to be ready; true when that is done. */
    boolean takeLeave() {
        return true;
    }

    /** Gives back what is held. */
    void close() {}
}
