package org.liege.realm;

import java.util.List;
import org.liege.vassal.Fault;

/** What became of an order, told after the loop has taken it up. */
public sealed interface Receipt {
    /** Under way (or already so); {@code aim} tells when it is reached. */
    record Taken(Aim aim) implements Receipt {}

    /** No vassal of that name. */
    record Unknown() implements Receipt {}

    /** The vassal has no decree that could run. */
    record Invalid(List<Fault> faults) implements Receipt {
        public Invalid {
            faults = List.copyOf(faults);
        }
    }
}
