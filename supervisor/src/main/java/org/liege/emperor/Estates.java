package org.liege.emperor;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The listeners of all vassals. Changed by the loop only; safe to read from any thread. */
final class Estates {
    private final Map<String, Estate> estates = new ConcurrentHashMap<>();
    private final SpareName.Store spares;

    Estates(SpareName.Store spares) {
        this.spares = spares;
    }

    Estate of(String vassal) {
        return estates.computeIfAbsent(vassal, name -> new Estate(spares));
    }

    void forget(String vassal) {
        estates.remove(vassal);
    }

    Collection<Estate> all() {
        return List.copyOf(estates.values());
    }

    Map<String, Estate> byVassal() {
        return Map.copyOf(estates);
    }
}
