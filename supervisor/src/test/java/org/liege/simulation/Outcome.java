package org.liege.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liege.simulation.invariants.Violation;

/**
 * What came of one seed.
 *
 * @param hash of the whole trace: equal runs have equal hashes
 * @param lines of the trace
 * @param violation what did not hold; empty when all did
 * @param moves every change of state that any vassal has made
 * @param tail the last lines of the trace
 */
public record Outcome(long seed, long hash, int lines, Optional<Violation> violation, Set<String> moves,
        List<String> tail) {
    public Outcome {
        moves = Set.copyOf(moves);
        tail = List.copyOf(tail);
    }

    /** For people, with the way to see it again. */
    public String report() {
        return "seed " + seed + ": " + violation.map(Violation::getMessage).orElse("all held") + "\n  "
                + String.join("\n  ", tail) + "\nreplay with: bench/simulate --seed " + seed;
    }
}
