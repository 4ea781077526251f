package org.liege.realm;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;
import org.liege.vassal.VassalView;

/**
 * What readers see: the whole realm at one moment, immutable.
 *
 * @param sequence grows with every published change
 * @param asOf when it was published
 * @param vassals sorted by name, each name once
 * @param refused files that cannot be vassals
 */
public record Snapshot(long sequence, Moment asOf, List<VassalView> vassals, List<Fault> refused) {
    public Snapshot {
        Objects.requireNonNull(asOf, "asOf");
        // Not copied: the realm hands over a list that it never touches again; 10,000 references a turn would count.
        Objects.requireNonNull(vassals, "vassals");
        refused = List.copyOf(refused);
    }

    /** The vassal of that name; binary search. */
    public Optional<VassalView> find(String name) {
        int at = position(name);
        return at >= 0 ? Optional.of(vassals.get(at)) : Optional.empty();
    }

    /** Index of the first vassal whose name comes after {@code name}. */
    public int positionAfter(String name) {
        int at = position(name);
        return at >= 0 ? at + 1 : -at - 1;
    }

    private int position(String name) {
        int low = 0;
        int high = vassals.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = vassals.get(middle).name().compareTo(name);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
