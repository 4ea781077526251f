package org.liege.emperor;

import java.util.List;
import java.util.OptionalLong;

/**
 * How fast a listen queue is served, told from who waits in it at several moments: accept(2) takes them in order, so the number of
 * places that the others have moved up is the number of those that were accepted in between. That is exact as long as somebody of
 * the earlier look still waits; when nobody does, it is known only that it went at least so fast. Time in which nobody waits does
 * not count: an idle app is not a slow one. {@code docs/queue.md} has the formula.
 */
final class ServiceRate {
    /** The latest accepted connections that the rate is made of: a quick app's is a second's, a slow one's a minute's. */
    static final double REMEMBERED = 16;
    /** Time that the rate is made of, at most. */
    static final double MOST_NANOS = 60e9;
    /** Those that come next; more would be costly to compare. */
    static final int MOST_WATCHED = 1024;
    /** A pause so many times the usual one is no chance. */
    private static final double PATIENCE = 3;

    private List<Long> before = List.of();
    private long beforeNanos;
    private double accepted;
    private double nanos;
    private double standingNanos;

    /** @param waiting inodes, the longest wait first; 0 for a client that has gone, but keeps its place until it is accepted */
    void look(List<Long> waiting, long nowNanos) {
        List<Long> now = List.copyOf(waiting.subList(0, Math.min(MOST_WATCHED, waiting.size())));
        if (!before.isEmpty()) {
            passed(shift(before, now), nowNanos - beforeNanos);
        }
        before = now;
        beforeNanos = nowNanos;
    }

    private void passed(int places, double elapsed) {
        boolean atLeast = places == before.size();
        if (atLeast && accepted > 0 && places / elapsed < accepted / nanos) {
            standingNanos = 0;
            return;
        }
        standingNanos = places > 0 ? 0 : standingNanos + elapsed;
        accepted += places;
        nanos += elapsed;
        double surplus = Math.max(accepted / REMEMBERED, nanos / MOST_NANOS);
        if (surplus > 1) {
            accepted /= surplus;
            nanos /= surplus;
        }
    }

    /** The fewest places that everybody can have moved up. */
    private static int shift(List<Long> before, List<Long> now) {
        int places = Math.max(0, before.size() - now.size());
        while (places < before.size() && !fits(before, now, places)) {
            places++;
        }
        return places;
    }

    private static boolean fits(List<Long> before, List<Long> now, int places) {
        for (int i = places; i < before.size(); i++) {
            long there = now.get(i - places);
            if (there != 0 && there != before.get(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * How long a connection waits that finds so many before it, in milliseconds; empty while nobody has been seen to be accepted.
     * When none has been for much longer than usual, the app may be stuck: the wait grows with that time.
     */
    OptionalLong waitMillis(int length) {
        if (accepted == 0) {
            return OptionalLong.empty();
        }
        double each = Math.max(nanos / accepted, standingNanos / PATIENCE);
        return OptionalLong.of(Math.round(length * each / 1e6));
    }
}
