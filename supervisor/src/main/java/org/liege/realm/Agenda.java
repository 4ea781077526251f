package org.liege.realm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which vassal has to be looked at when. */
final class Agenda {
    private record Entry(long atMillis, String vassal) {}

    private final TreeSet<Entry> byTime =
            new TreeSet<>(Comparator.comparingLong(Entry::atMillis).thenComparing(Entry::vassal));
    private final Map<String, Entry> byVassal = new HashMap<>();

    void plan(String vassal, long atMillis) {
        Entry old = byVassal.get(vassal);
        if (old != null && old.atMillis() == atMillis) {
            return;
        }
        forget(vassal);
        if (atMillis != Long.MAX_VALUE) {
            Entry entry = new Entry(atMillis, vassal);
            byVassal.put(vassal, entry);
            byTime.add(entry);
        }
    }

    void forget(String vassal) {
        Entry old = byVassal.remove(vassal);
        if (old != null) {
            byTime.remove(old);
        }
    }

    List<String> due(long nowMillis) {
        List<String> due = new ArrayList<>();
        for (Entry entry : byTime) {
            if (entry.atMillis() > nowMillis) {
                break;
            }
            due.add(entry.vassal());
        }
        return due;
    }

    long next() {
        return byTime.isEmpty() ? Long.MAX_VALUE : byTime.first().atMillis();
    }
}
