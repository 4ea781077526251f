package org.liege.emperor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.liege.sandbox.QueueReader.Reading;

/**
 * What one look at the queues has found, by vassal: the fullest queue of each. It is told of whoever has somebody waiting, and once
 * of whoever has nobody any more; nothing of all the others, which are most.
 */
final class Levels {
    /** Of the backlog. A queue that is fuller than this may soon be as full as its threshold. */
    private static final double NEAR = 0.25;

    private final Map<String, Reading> fullest = new HashMap<>();
    private final Map<String, Reading> told = new HashMap<>();

    /** A look begins. */
    void begin() {
        fullest.clear();
    }

    void take(String vassal, Reading reading) {
        if (reading.length() == 0 && !told.containsKey(vassal)) {
            return;
        }
        fullest.merge(vassal, reading, (one, other) -> share(other) > share(one) ? other : one);
    }

    private static double share(Reading reading) {
        return reading.length() / (reading.limit() + 1.0);
    }

    /**
     * Hands out what is new.
     *
     * @param again also what was told before and is still so: thresholds may have changed meanwhile
     */
    void tell(boolean again, BiConsumer<String, Reading> news) {
        fullest.forEach((vassal, reading) -> {
            Reading before = told.get(vassal);
            boolean crowded = reading.length() > 0;
            boolean same = before != null && before.length() == reading.length() && before.limit() == reading.limit();
            if (crowded ? again || !same : before != null) {
                news.accept(vassal, reading);
            }
            if (crowded) {
                told.put(vassal, reading);
            } else {
                told.remove(vassal);
            }
        });
    }

    /** Vassals in whose queues somebody waits, as last told. */
    Set<String> crowded() {
        return new HashSet<>(told.keySet());
    }

    /** Whether anybody waits anywhere. */
    boolean busy() {
        return !told.isEmpty();
    }

    /** Whether any queue is so full that it has to be watched closely. */
    boolean near() {
        return told.values().stream().anyMatch(reading -> share(reading) >= NEAR);
    }

    /** Every other vassal than these has no listener any more, so nobody waits there. */
    void keepOnly(Set<String> vassals, BiConsumer<String, Reading> news) {
        told.entrySet().removeIf(entry -> {
            boolean gone = !vassals.contains(entry.getKey());
            if (gone) {
                Reading last = entry.getValue();
                news.accept(entry.getKey(), new Reading(last.inode(), 0, last.limit()));
            }
            return gone;
        });
    }
}
