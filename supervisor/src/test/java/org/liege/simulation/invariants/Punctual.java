package org.liege.simulation.invariants;

import org.liege.vassal.Moment;

/** The loop does not sleep over what is due: the end of a start time-out, of a stop time-out, a KILL to be repeated. */
final class Punctual implements Invariant {
    private static final long KILL_AGAIN_MILLIS = 1_000;

    private final long slackMillis;

    /** {@code slackMillis}: how late the loop itself may be. */
    Punctual(long slackMillis) {
        this.slackMillis = slackMillis;
    }

    @Override
    public void slept(Records records, Moment now) {
        for (VassalRecord vassal : records.vassals()) {
            for (WorkerRecord worker : vassal.toldAndAlive()) {
                check(vassal, worker, now.monotonicMillis() - slackMillis);
            }
        }
    }

    private void check(VassalRecord vassal, WorkerRecord worker, long nowMillis) {
        if (worker.killed) {
            require(nowMillis <= worker.killedAtMillis + KILL_AGAIN_MILLIS, "%s: %s was not killed again", vassal.name,
                    worker);
        } else if (worker.asked) {
            require(nowMillis <= worker.askedAtMillis + vassal.policy().stopTimeoutMillis(),
                    "%s: %s outlives its stop-timeout", vassal.name, worker);
        } else if (!worker.ready() && worker.conditionAtMillis == Long.MAX_VALUE) {
            require(nowMillis <= worker.toldAtMillis + vassal.policy().startTimeoutMillis(),
                    "%s: %s outlives its start-timeout", vassal.name, worker);
        }
    }
}
