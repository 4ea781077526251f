package org.liege.emperor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** The listeners of all vassals. Changed by the loop only; safe to read from any thread. */
final class Estates {
    private final Map<String, Estate> estates = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private final SpareName.Store spares;

    Estates(SpareName.Store spares) {
        this.spares = spares;
    }

    Estate of(String vassal) {
        return estates.computeIfAbsent(vassal, name -> new Estate(spares, version::incrementAndGet));
    }

    /** Something that workers have bound looks different from now on. Safe from any thread. */
    void sighted() {
        version.incrementAndGet();
    }

    void forget(String vassal) {
        estates.remove(vassal);
        version.incrementAndGet();
    }

    void forEach(BiConsumer<String, Estate> look) {
        estates.forEach(look);
    }

    /** Another number whenever a listener may have come, gone or changed. */
    long version() {
        return version.get();
    }
}
