package org.liege.emperor;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.liege.realm.Court.QueueReading;
import org.liege.sandbox.QueueReader;

/** The latest reading of each listen queue of ours, the longest it was over the last minute, and how fast it is served. Safe from any thread. */
final class QueueBook {
    private static final int SECONDS = 60;

    /** One queue: a bucket a second, each with the longest seen in it. There are none until someone waits: most never do. */
    private static final class Page {
        private int[] longest;
        private long[] second;
        private int length;
        private int limit;
        private String source = Queues.SOCK_DIAG;
        /** Null until somebody waits. */
        private ServiceRate rate;

        synchronized void note(QueueReader.Reading reading, String from) {
            source = from;
            length = reading.length();
            limit = reading.limit();
            if (length > 0) {
                keep(nowSecond());
            }
        }

        private void keep(long nowSecond) {
            if (longest == null) {
                longest = new int[SECONDS];
                second = new long[SECONDS];
            }
            int bucket = (int) (nowSecond % SECONDS);
            longest[bucket] = second[bucket] == nowSecond ? Math.max(longest[bucket], length) : length;
            second[bucket] = nowSecond;
        }

        synchronized void watch(List<Long> waiting, long nowNanos) {
            if (rate == null) {
                rate = new ServiceRate();
            }
            rate.look(waiting, nowNanos);
        }

        synchronized QueueReading read(long nowSecond) {
            int peak = 0;
            for (int i = 0; longest != null && i < SECONDS; i++) {
                if (second[i] > nowSecond - SECONDS) {
                    peak = Math.max(peak, longest[i]);
                }
            }
            OptionalLong wait = rate == null ? OptionalLong.empty() : rate.waitMillis(length);
            return new QueueReading(length, limit, peak, wait.isPresent() ? wait.getAsLong() : null, source);
        }
    }

    private final Map<Long, Page> pages = new ConcurrentHashMap<>();

    void note(QueueReader.Reading reading, String source) {
        page(reading.inode()).note(reading, source);
    }

    /** Who waits in that queue now, as {@link QueueReader#waiting} has it. */
    void watch(long inode, List<Long> waiting, long nowNanos) {
        page(inode).watch(waiting, nowNanos);
    }

    private Page page(Long inode) {
        Page known = pages.get(inode);
        return known != null ? known : pages.computeIfAbsent(inode, unused -> new Page());
    }

    /** Notes a reading and answers with it. */
    QueueReading noted(QueueReader.Reading reading, String source) {
        note(reading, source);
        return page(reading.inode()).read(nowSecond());
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
