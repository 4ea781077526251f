package org.liege.emperor;

import java.util.concurrent.TimeUnit;

/**
 * What one worker has said of its life, told on no more often than the loop cares to hear: each time wakes it. For the
 * reaper's thread.
 */
final class Vitals {
    /** Small against the shortest watchdog (100 ms), so that what is left out costs no worker its life. */
    static final long SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private long heartbeatNanos;
    private boolean beaten;
    private long triggerNanos;
    private boolean triggered;
    private boolean askedForAnotherTime;

    /** Whether this heartbeat is to be told. */
    boolean heartbeat(long nowNanos) {
        if (beaten && nowNanos - heartbeatNanos < SPACING_NANOS) {
            return false;
        }
        beaten = true;
        heartbeatNanos = nowNanos;
        return true;
    }

    /** Whether this WATCHDOG=trigger is to be told; a heartbeat just before does not swallow it. */
    boolean trigger(long nowNanos) {
        if (triggered && nowNanos - triggerNanos < SPACING_NANOS) {
            return false;
        }
        triggered = true;
        triggerNanos = nowNanos;
        return true;
    }

    /** Whether this is the first wish for another watchdog time. */
    boolean wish() {
        boolean first = !askedForAnotherTime;
        askedForAnotherTime = true;
        return first;
    }
}
