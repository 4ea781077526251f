package org.liege.simulation.invariants;

import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/** After a failed start the next one waits, longer each time, unless an edit, a verb or a mended cause asks for it. */
final class ThrottleRespected implements Invariant {
    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Spawn spawn) {
            Patience patience = spawn.generation() > vassal.serving ? vassal.rollPatience : vassal.patience;
            long early = patience.notBeforeMillis() - now.monotonicMillis();
            require(early <= 0, "%s: generation %d started %d ms too early", vassal.name, spawn.generation(), early);
        }
    }
}
