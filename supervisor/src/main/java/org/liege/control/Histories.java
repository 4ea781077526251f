package org.liege.control;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.liege.realm.Entry;

/** The latest changes of each vassal. One thread writes; reading is safe from any. */
final class Histories {
    /** Changes kept of each vassal. */
    static final int MOST_EACH = 20;
    /** Changes kept in all: with very many vassals each has fewer, but never less than {@link #LEAST_EACH}. */
    static final int MOST_TOGETHER = 40_000;

    static final int LEAST_EACH = 4;

    private static final Entry[] NONE = {};

    private final Map<String, Entry[]> changes = new ConcurrentHashMap<>();

    void add(Entry entry) {
        if (entry.kind() == Entry.Kind.GONE) {
            changes.remove(entry.app());
        } else if (entry.app() != null && entry.kind() != Entry.Kind.HOOK) {
            Entry[] before = changes.getOrDefault(entry.app(), NONE);
            int kept = Math.min(before.length, depth() - 1);
            Entry[] now = Arrays.copyOfRange(before, before.length - kept, before.length + 1);
            now[kept] = entry;
            changes.put(entry.app(), now);
        }
    }

    private int depth() {
        int vassals = Math.max(1, changes.size());
        return Math.max(LEAST_EACH, Math.min(MOST_EACH, MOST_TOGETHER / vassals));
    }

    List<Entry> of(String app) {
        return List.of(changes.getOrDefault(app, NONE));
    }
}
