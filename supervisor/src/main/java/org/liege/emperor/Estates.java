package org.liege.emperor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.liege.sandbox.ListeningSocket;

/** The listeners of all vassals. Changed by the loop only; safe to read from any thread. */
final class Estates {
    private final Map<String, Estate> estates = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private final SpareName.Store spares;
    private final Consumer<ListeningSocket> closing;

    /** {@code closing} is told of each listener just before it is closed. */
    Estates(SpareName.Store spares, Consumer<ListeningSocket> closing) {
        this.spares = spares;
        this.closing = closing;
    }

    Estate of(String vassal) {
        return estates.computeIfAbsent(vassal, name -> new Estate(spares, version::incrementAndGet, closing));
    }

    /** Safe from any thread; none for one that is not known. */
    List<Estate.Holding> holdingsOf(String vassal) {
        Estate estate = estates.get(vassal);
        return estate == null ? List.of() : estate.holdings();
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
