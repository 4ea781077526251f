package org.liege.simulation.invariants;

import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/** After a failed start the next one waits, longer each time, unless an edit, a verb or a mended cause asks for it. */
final class ThrottleRespected implements Invariant {
    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        long early = vassal.patience.notBeforeMillis() - now.monotonicMillis();
        require(!(action instanceof Action.Spawn) || early <= 0, "%s: started %d ms too early", vassal.name, early);
    }
}
