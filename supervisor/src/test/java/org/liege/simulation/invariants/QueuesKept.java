package org.liege.simulation.invariants;

import org.liege.realm.Snapshot;
import org.liege.vassal.Action;
import org.liege.vassal.Moment;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;

/**
 * Whoever waits in a listener's queue is sent away only when the vassal has failed or is to be down; and then everybody is, so that
 * nobody waits for nothing.
 */
final class QueuesKept implements Invariant {
    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Shed) {
            vassal.shed = true;
        } else if (action instanceof Action.Unlink) {
            require(vassal.withdrawn || vassal.masterEnds, "%s: its sockets are removed, and its file is there", vassal.name);
        }
    }

    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        for (VassalView view : snapshot.vassals()) {
            VassalRecord vassal = records.find(view.name());
            require(!vassal.shed || view.state() == State.FAILED || view.state() == State.STOPPED,
                    "%s: is %s, and whoever waited there was sent away", view.name(), view.state());
            vassal.shed = false;
            boolean waits = view.state() == State.STOPPED
                    || view.state() == State.FAILED && vassal.patience.notBeforeMillis() > now.monotonicMillis();
            require(!waits || !vassal.listenOrdered || !vassal.workers.isEmpty(), "%s: is %s, and listens", view.name(),
                    view.state());
        }
    }
}
