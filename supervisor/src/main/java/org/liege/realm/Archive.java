package org.liege.realm;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liege.vassal.Memory;

/** Keeps what must survive the master, and what of it has changed since it was last written. */
final class Archive {
    private final Map<String, Memory> latest = new HashMap<>();
    private Map<String, Optional<Memory>> changed = new TreeMap<>();

    void file(Memory memory) {
        if (!memory.equals(latest.put(memory.name(), memory))) {
            changed.put(memory.name(), Optional.of(memory));
        }
    }

    void remove(String name) {
        latest.remove(name);
        changed.put(name, Optional.empty());
    }

    Map<String, Optional<Memory>> take() {
        Map<String, Optional<Memory>> taken = changed;
        changed = new TreeMap<>();
        return taken;
    }
}
