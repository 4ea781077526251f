package org.liege.simulation.invariants;

import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/**
 * A vassal is forgotten when its file is gone (or the master ends) and nothing is left of its workers; never before.
 */
final class Forgotten implements Invariant {
    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Forget) {
            require(vassal.withdrawn || vassal.masterEnds, "%s: forgotten although its file is there", vassal.name);
            require(vassal.workers.isEmpty(), "%s: forgotten with %s left", vassal.name, vassal.workers);
            require(!vassal.listening, "%s: forgotten while it listens", vassal.name);
        }
    }

    /** Whether it has to be gone after this turn. */
    static boolean due(VassalRecord vassal) {
        return (vassal.withdrawn || vassal.masterEnds) && vassal.workers.isEmpty();
    }
}
