package org.liege.decree;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;

/**
 * Doubts losses that no operator orders. A vassals directory that lost more than half and at least ten of its vassals (a
 * deploy gone wrong), or in whose place lies another one without any vassal file (an unmounted disk), is not an order to
 * stop them all. They go on until the operator confirms the loss or the files are back.
 */
final class LossGuard {
    /** Losses below this many are believed, as long as the directory is the same. */
    static final int LEAST = 10;
    /**
     * Removing thousands of files takes a while, and so does copying them back: nothing is believed before a directory
     * has neither lost nor regained a file for so long.
     */
    static final long REST_MILLIS = 250;
    /** A file that is missing for so long is believed gone though others of its directory still come and go. */
    static final long REST_MAX_MILLIS = 10_000;
    /** What was doubted stays so until for so long no file has come back, lest half a restored backup be believed. */
    static final long RETURN_MILLIS = 5_000;

    // Long ago, and still far from an overflow when it is subtracted.
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Map<Path, Losses> books = new TreeMap<>();

    /** What is known of one directory. */
    private static final class Losses {
        private int told;
        private int present;
        private int missing;
        private long lostAt = NEVER;
        private long returnedAt = NEVER;
        /** Which directory it was before; null at the first look, when only a master before this one can have told of files. */
        private Survey.Place place;
        private String why;

        private long restedMillis(long now) {
            return now - Math.max(lostAt, returnedAt);
        }
    }

    /** A file that was missing is there again. */
    void returned(TrackedFile file, Moment now) {
        Losses losses = books.get(file.path.getParent());
        if (losses != null) {
            losses.returnedAt = now.monotonicMillis();
        }
    }

    /** Counts anew what is missing where. */
    void count(Collection<TrackedFile> files, Survey survey, Moment now) {
        books.values().forEach(losses -> {
            losses.told = 0;
            losses.present = 0;
            losses.missing = 0;
            losses.lostAt = NEVER;
        });
        files.forEach(file -> add(file, survey.winners.containsKey(file.name)));
        survey.places.keySet().forEach(directory -> books.computeIfAbsent(directory, fresh -> new Losses()));
        books.entrySet().removeIf(entry -> entry.getValue().told == 0 && !survey.places.containsKey(entry.getKey()));
        books.forEach((directory, losses) -> judge(losses, survey.places.get(directory), now.monotonicMillis()));
    }

    /** A missing file whose name another directory has is no loss: it moved there. */
    private void add(TrackedFile file, boolean named) {
        Losses losses = books.computeIfAbsent(file.path.getParent(), directory -> new Losses());
        losses.told += file.wasTold() ? 1 : 0;
        if (file.missingSince < 0) {
            losses.present++;
        } else if (file.wasTold() && !named) {
            losses.missing++;
            losses.lostAt = Math.max(losses.lostAt, file.missingSince);
        }
    }

    private static void judge(Losses losses, Survey.Place place, long now) {
        // Of those that are there some may be new: renaming all of them is an order.
        boolean many = losses.missing >= LEAST && losses.missing > losses.present;
        boolean barren = place != null && place.barren() && losses.missing > 0;
        if (barren && losses.place == null) {
            losses.why = "holds no vassal file any more, and the master before this one had " + losses.told + " vassals there";
        } else if (barren && !place.same(losses.place)) {
            losses.why = "is another directory now, without any vassal file, and had " + losses.told + " vassals";
        } else if (many) {
            losses.why = "lost " + losses.missing + " of " + losses.told + " vassals at one look";
        } else if (losses.missing == 0 || now - losses.returnedAt >= RETURN_MILLIS) {
            losses.why = null;
        }
        if (losses.why == null && place != null) {
            losses.place = place;
        }
    }

    /** Believes everything that is missing now. */
    void confirm() {
        books.values().forEach(losses -> losses.why = null);
    }

    /**
     * How many milliseconds from now this missing file's loss can be believed: 0 at once, {@link Look#NEVER} while it is
     * doubted and nothing comes back.
     */
    long doubtMillis(TrackedFile file, Moment now) {
        Losses losses = books.get(file.path.getParent());
        if (losses == null) {
            return 0;
        }
        if (losses.why != null) {
            long since = now.monotonicMillis() - losses.returnedAt;
            return since < RETURN_MILLIS ? RETURN_MILLIS - since : Look.NEVER;
        }
        long patience = file.missingSince + REST_MAX_MILLIS - now.monotonicMillis();
        return Math.max(0, Math.min(REST_MILLIS - losses.restedMillis(now.monotonicMillis()), patience));
    }

    List<Fault> complaints() {
        Map<Path, String> doubted = new TreeMap<>();
        books.forEach((directory, losses) -> {
            if (losses.why != null) {
                doubted.put(directory, losses.why);
            }
        });
        return doubted.entrySet().stream().map(entry -> new Fault(entry.getKey().toString(), 0, entry.getValue()
                + "; they go on as they are until 'liege confirm', or until the files are back")).toList();
    }
}
