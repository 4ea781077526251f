package org.liege.simulation.invariants;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.liege.realm.Snapshot;
import org.liege.vassal.Moment;
import org.liege.vassal.Reason;
import org.liege.vassal.State;
import org.liege.vassal.StateLog;
import org.liege.vassal.Transitions;
import org.liege.vassal.VassalView;

/**
 * Every change of state is told, follows the one before, and is one that the table knows; the impossible never happens.
 */
final class Herald implements Invariant, StateLog {
    private final Map<String, State> states = new HashMap<>();
    private final BiConsumer<State, State> reader;

    /** {@code reader} is told of every change, too. */
    Herald(BiConsumer<State, State> reader) {
        this.reader = reader;
    }

    @Override
    public void moved(String vassal, State from, State to, Reason reason, Moment at) {
        State known = states.getOrDefault(vassal, State.IDLE);
        require(known == from, "%s: was %s, not %s", vassal, known, from);
        require(from == to || Transitions.allowed(from, to), "%s: went from %s to %s", vassal, from, to);
        states.put(vassal, to);
        reader.accept(from, to);
    }

    @Override
    public void impossible(String vassal, String what) {
        require(false, "%s: impossible: %s", vassal, what);
    }

    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        for (VassalView view : snapshot.vassals()) {
            require(states.getOrDefault(view.name(), State.IDLE) == view.state(), "%s: %s was never told", view.name(),
                    view.state());
        }
        states.keySet().retainAll(snapshot.vassals().stream().map(VassalView::name).toList());
    }
}
