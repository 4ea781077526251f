package org.liege.decree;

import java.util.List;
import org.liege.vassal.Fault;

/**
 * What one look at the vassals directories found.
 *
 * @param outcomes what changed since the last look, sorted by name
 * @param refused every file that can't be a vassal, as of now
 * @param complaints what is wrong with the directories and with {@code vassal-defaults}, as of now; nothing was
 *     withdrawn because of it
 */
public record Listing(List<Outcome> outcomes, List<Fault> refused, List<Fault> complaints) {
    public Listing {
        outcomes = List.copyOf(outcomes);
        refused = List.copyOf(refused);
        complaints = List.copyOf(complaints);
    }

    boolean sameStanding(Listing other) {
        return refused.equals(other.refused) && complaints.equals(other.complaints);
    }
}
