package org.liege.emperor;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.liege.realm.Court.QueueReading;
import org.liege.sandbox.QueueReader;

/** The latest reading of each listen queue of ours, and the longest it was over the last minute. Safe from any thread. */
final class QueueBook {
    private static final int SECONDS = 60;

    /** One queue: a bucket a second, each with the longest seen in it. */
    private static final class Page {
        private final int[] longest = new int[SECONDS];
        private final long[] second = new long[SECONDS];
        private int length;
        private int limit;

        synchronized QueueReading note(QueueReader.Reading reading, long nowSecond) {
            length = reading.length();
            limit = reading.limit();
            int bucket = (int) (nowSecond % SECONDS);
            if (second[bucket] != nowSecond) {
                second[bucket] = nowSecond;
                longest[bucket] = 0;
            }
            longest[bucket] = Math.max(longest[bucket], length);
            return read(nowSecond);
        }

        synchronized QueueReading read(long nowSecond) {
            int peak = 0;
            for (int i = 0; i < SECONDS; i++) {
                if (second[i] > nowSecond - SECONDS) {
                    peak = Math.max(peak, longest[i]);
                }
            }
            return new QueueReading(length, limit, peak);
        }
    }

    private final Map<Long, Page> pages = new ConcurrentHashMap<>();

    QueueReading note(QueueReader.Reading reading) {
        return pages.computeIfAbsent(reading.inode(), inode -> new Page()).note(reading, nowSecond());
    }

    /** The latest reading, or null when there is none. */
    QueueReading latest(long inode) {
        Page page = pages.get(inode);
        return page == null ? null : page.read(nowSecond());
    }

    /** Forgets every queue that is not among these. */
    void keepOnly(Set<Long> inodes) {
        pages.keySet().retainAll(inodes);
    }

    private static long nowSecond() {
        return System.nanoTime() / 1_000_000_000L + SECONDS + 1;
    }
}
