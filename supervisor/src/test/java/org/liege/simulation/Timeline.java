package org.liege.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.liege.vassal.Moment;

/** Virtual time: what happens when. Things planned for the same millisecond happen in the order of planning. */
final class Timeline {
    private record Entry(long atMillis, long number, Runnable what) {}

    private static final long START_WALL_MILLIS = 1_764_000_000_000L;

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::atMillis).thenComparingLong(Entry::number));
    private long nowMillis;
    private long wallShiftMillis;
    private long nextNumber;

    void at(long atMillis, Runnable what) {
        entries.add(new Entry(Math.max(nowMillis, atMillis), nextNumber++, what));
    }

    void in(long delayMillis, Runnable what) {
        at(nowMillis + delayMillis, what);
    }

    /** When the next thing happens; MAX_VALUE when nothing is planned. */
    long next() {
        return entries.isEmpty() ? Long.MAX_VALUE : entries.peek().atMillis();
    }

    /** Lets the next thing happen. */
    void step() {
        Entry entry = entries.remove();
        nowMillis = entry.atMillis();
        entry.what().run();
    }

    void skipTo(long atMillis) {
        nowMillis = Math.max(nowMillis, atMillis);
    }

    /** Somebody sets the wall clock; nothing may depend on it. */
    void stepWallClock(long byMillis) {
        wallShiftMillis += byMillis;
    }

    long nowMillis() {
        return nowMillis;
    }

    Moment now() {
        return new Moment(nowMillis, START_WALL_MILLIS + wallShiftMillis + nowMillis);
    }
}
