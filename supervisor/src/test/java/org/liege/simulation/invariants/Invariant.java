package org.liege.simulation.invariants;

import java.util.List;
import org.liege.realm.Snapshot;
import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/** One thing that must always hold. Told of what happens; throws a {@link Violation} when it does not hold. */
interface Invariant {
    /** Readers are about to be told that {@code generation} serves; {@code actions}: what is ordered for it in this turn. */
    default void claimed(VassalRecord vassal, int generation, List<Action> actions, Moment now) {}

    /** An order was given; the books do not yet know of it. */
    default void ordered(VassalRecord vassal, Action action, Moment now) {}

    /** A turn of the loop is over. */
    default void turned(Records records, Snapshot snapshot, Moment now) {}

    /** Time has passed while the loop slept. */
    default void slept(Records records, Moment now) {}

    /** Fails under the class's name. */
    default void require(boolean holds, String what, Object... parts) {
        if (!holds) {
            throw new Violation(getClass().getSimpleName(), what.formatted(parts));
        }
    }
}
