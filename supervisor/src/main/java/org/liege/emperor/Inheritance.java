package org.liege.emperor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.liege.vassal.Memory;

/** What an earlier master has left, as far as it was found again. Filled before the loop's first turn, and by one thread. */
final class Inheritance {
    /**
     * A worker that lives on.
     *
     * @param worker as the ledger has it, or as it was made out
     */
    record Survivor(Memory.Worker worker, Subject subject) {
        Survivor {
            Objects.requireNonNull(worker, "worker");
            Objects.requireNonNull(subject, "subject");
        }
    }

    /** A path at which survivors listened, and their listener could not be taken back to it. */
    record LostPath(String vassal, String path) {}

    /** The session of a worker that ended while no master lived, with some of its processes left. */
    record Leftover(String vassal, int leader, long startTicks) {}

    final List<Memory> memories = new ArrayList<>();
    private final Map<String, List<Survivor>> survivors = new LinkedHashMap<>();
    final List<LostPath> lostPaths = new ArrayList<>();
    /** Vassals of which the ledger tells nothing that matters. */
    final Set<String> blank = new TreeSet<>();
    final List<Leftover> leftovers = new ArrayList<>();
    /** What went wrong and concerns the operator, in words. */
    final List<String> complaints = new ArrayList<>();

    void add(Survivor survivor) {
        survivors.computeIfAbsent(survivor.subject().vassal, unused -> new ArrayList<>()).add(survivor);
    }

    /** Those of one vassal. */
    List<Survivor> of(String vassal) {
        return survivors.getOrDefault(vassal, List.of());
    }

    List<Survivor> survivors() {
        return survivors.values().stream().flatMap(List::stream).toList();
    }
}
