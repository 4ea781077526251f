package org.liege.simulation.invariants;

import org.liege.realm.Snapshot;
import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/**
 * Who sleeps has no process but those that still end, starts nothing before somebody comes, and hears of whoever comes. It is put to
 * sleep only when nobody needs it, all of it at once.
 */
final class Sleepers implements Invariant {
    /** The longest way from a connection through the listener's ear to the loop, and of the listener's opening before. */
    private static final long HEARING_MILLIS = 12_000;

    private final Truth truth;

    Sleepers(Truth truth) {
        this.truth = truth;
    }

    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Spawn) {
            require(!vassal.sleeps(), "%s: started although nobody has come", vassal.name);
        } else if (action instanceof Action.AwaitCall) {
            require(vassal.onDemand() && !vassal.sleep.awake() && vassal.listening, "%s: watched for callers, but does not sleep", vassal.name);
        }
    }

    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        for (VassalRecord vassal : records.vassals()) {
            require(!vassal.sleeps() || vassal.workers.stream().noneMatch(worker -> worker.told && worker.wanted()),
                    "%s: sleeps, and has %s", vassal.name, vassal.workers);
        }
    }

    @Override
    public void slept(Records records, Moment now) {
        for (VassalRecord vassal : records.vassals()) {
            if (vassal.sleeps() && vassal.listening && !vassal.orderedDown() && vassal.decreedSlots() > 0) {
                long since = Math.max(truth.waitingSinceMillis(vassal.name),
                        Math.max(vassal.sleep.sinceMillis(), vassal.listeningSinceMillis));
                require(since == Long.MAX_VALUE || now.monotonicMillis() - since <= HEARING_MILLIS,
                        "%s: somebody has waited for %d ms, and it sleeps", vassal.name, now.monotonicMillis() - since);
            }
        }
    }
}
