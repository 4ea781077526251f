package org.liege.simulation.invariants;

import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/** A worker is started only when its listeners are known to be open. */
final class ListeningFirst implements Invariant {
    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        require(!(action instanceof Action.Spawn) || vassal.listening, "%s: started before it listens", vassal.name);
    }
}
