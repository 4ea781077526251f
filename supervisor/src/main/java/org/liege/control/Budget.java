package org.liege.control;

/**
 * Bytes that the clients of one door together make the daemon keep; each door has its own, so that one can't starve
 * the other.
 */
final class Budget {
    private final long limit;
    private long held;

    Budget(long limit) {
        this.limit = limit;
    }

    /**
     * Replaces a holding of {@code before} bytes by one of {@code after}; false when that is too much, and it isn't
     * held.
     */
    boolean change(long before, long after) {
        held -= before;
        if (held + after > limit) {
            return false;
        }
        held += after;
        return true;
    }

    long held() {
        return held;
    }
}
