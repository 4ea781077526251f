package org.liege.emperor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.liege.realm.Entry;
import org.liege.vassal.State;

/**
 * What the hook has still to be told: of each vassal the latest change only, in the order in which the oldest untold ones
 * came. The loop puts in, the hook's thread takes out; neither holds the other up.
 */
final class HookQueue {
    /** Vassals that may be waiting to be told of. */
    static final int MOST_WAITING = 10_000;

    /**
     * One change to be told.
     *
     * @param left how many earlier ones of the same vassal are left out for it
     */
    record News(Entry entry, int left) {}

    private final Set<State> on;
    private final Map<String, News> waiting = new LinkedHashMap<>();
    private long lost;

    HookQueue(Set<State> on) {
        this.on = Set.copyOf(on);
    }

    synchronized void offer(Entry entry) {
        if (entry.kind() != Entry.Kind.STATE || !on.contains(entry.to())) {
            return;
        }
        News earlier = waiting.get(entry.app());
        if (earlier == null && waiting.size() >= MOST_WAITING) {
            lost++;
            return;
        }
        waiting.put(entry.app(), new News(entry, earlier == null ? 0 : earlier.left() + 1));
        notifyAll();
    }

    /** The next; waits for it. */
    synchronized News take() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        String first = waiting.keySet().iterator().next();
        return waiting.remove(first);
    }

    /** How many changes there was no room for since this was last asked. */
    synchronized long takeLost() {
        long told = lost;
        lost = 0;
        return told;
    }
}
