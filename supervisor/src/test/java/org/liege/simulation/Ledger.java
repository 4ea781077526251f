package org.liege.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.liege.vassal.Memory;

/** What is in writing: of each vassal what the realm wanted kept, and the operator's stops. */
final class Ledger {
    private final Map<String, Memory> memories = new TreeMap<>();
    private Set<String> stops = Set.of();
    private int epoch;

    void write(String name, Optional<Memory> memory) {
        memory.ifPresentOrElse(kept -> memories.put(name, kept), () -> memories.remove(name));
    }

    List<Memory> memories() {
        return List.copyOf(memories.values());
    }

    void stops(Set<String> names) {
        stops = names;
    }

    Set<String> stops() {
        return stops;
    }

    /** Torn, or deleted by somebody. */
    void lose() {
        memories.clear();
        stops = Set.of();
        epoch++;
    }

    /** Counts losses: what was started before the latest is known to nobody. */
    int epoch() {
        return epoch;
    }
}
