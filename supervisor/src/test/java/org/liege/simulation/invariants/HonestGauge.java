package org.liege.simulation.invariants;

import org.liege.realm.Snapshot;
import org.liege.vassal.Moment;
import org.liege.vassal.Overload;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;

/**
 * A vassal is overloaded when its queue has been nearly full for the dwell time, and no longer when it has been well below that for
 * as long, or was closed; neither sooner nor later.
 */
final class HonestGauge implements Invariant {
    private final long slackMillis;

    /** {@code slackMillis}: how late the loop itself may be. */
    HonestGauge(long slackMillis) {
        this.slackMillis = slackMillis;
    }

    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        for (VassalView view : snapshot.vassals()) {
            VassalRecord vassal = records.find(view.name());
            if (vassal.decree != null) {
                moved(vassal, view.overloaded(), vassal.policy().overload(), now.monotonicMillis());
                settled(vassal, now.monotonicMillis());
            }
            if (!vassal.listenOrdered && vassal.workers.isEmpty() && (view.state() == State.FAILED || view.state() == State.STOPPED)) {
                require(!view.overloaded(), "%s: overloaded, and nobody can wait there", view.name());
                // What was seen before is told late.
                vassal.load.closed();
            }
            vassal.load.closed = false;
        }
    }

    private void moved(VassalRecord vassal, boolean overloaded, Overload overload, long nowMillis) {
        if (overloaded && !vassal.load.told) {
            require(vassal.load.full(overload, nowMillis), "%s: overloaded, and its queue was not full for %d ms", vassal.name,
                    overload.forMillis());
        } else if (!overloaded && vassal.load.told) {
            require(vassal.load.closed || vassal.load.relieved(overload, nowMillis),
                    "%s: no longer overloaded, and its queue was not relieved for %d ms", vassal.name, overload.forMillis());
        }
        vassal.load.told = overloaded;
    }

    private void settled(VassalRecord vassal, long nowMillis) {
        if (!vassal.listening) {
            return;
        }
        Overload overload = vassal.policy().overload();
        require(!vassal.load.told || !vassal.load.relieved(overload, nowMillis), "%s: overloaded for ever", vassal.name);
        require(vassal.load.told || !vassal.load.full(overload, nowMillis), "%s: its queue is full, and that is not told",
                vassal.name);
    }

    @Override
    public void slept(Records records, Moment now) {
        for (VassalRecord vassal : records.vassals()) {
            if (vassal.decree != null) {
                // The turn that is to tell may be the one that begins now.
                settled(vassal, now.monotonicMillis() - slackMillis - 1);
            }
        }
    }
}
