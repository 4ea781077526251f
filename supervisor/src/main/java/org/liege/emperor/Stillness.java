package org.liege.emperor;

import java.util.Set;

/** How long one vassal has been without a visitor, told from looks at it. Pure; times are monotonic nanoseconds. */
final class Stillness {
    /** One such connection may be a slip: a probe of ours wipes the mark of whoever connects in the same microseconds. */
    private static final int UNTRACED_ENOUGH = 2;

    /**
     * What one look has found.
     *
     * @param visited whether somebody has connected since the look before
     * @param waiting connections in the queues
     * @param clients other ends of its open connections; looked at before {@code visited} was
     * @param workers processes that are to serve
     */
    record Look(boolean visited, int waiting, Set<Long> clients, Set<Integer> workers) {
        Look {
            clients = Set.copyOf(clients);
            workers = Set.copyOf(workers);
        }

        private boolean stirs() {
            return visited || waiting > 0 || !clients.isEmpty();
        }
    }

    private Look before;
    private long signNanos;
    private int untraced;

    /** Takes a look in. The first one, and new workers, are signs of life. */
    void take(Look look, long nowNanos) {
        if (before == null || look.stirs() || !before.workers().containsAll(look.workers())) {
            signNanos = nowNanos;
        }
        // What came between two looks that both found no mark can have left none.
        if (before != null && !before.visited() && !look.visited()
                && !before.clients().containsAll(look.clients())) {
            untraced++;
        }
        before = look;
    }

    /** Since the latest sign of life; at the earliest since the look that found it. */
    long nanos(long nowNanos) {
        return before == null ? 0 : nowNanos - signNanos;
    }

    /** Whether connections come that leave no mark, so that short ones can't be told. */
    boolean blind() {
        return untraced >= UNTRACED_ENOUGH;
    }
}
