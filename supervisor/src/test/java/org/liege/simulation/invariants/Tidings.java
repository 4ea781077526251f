package org.liege.simulation.invariants;

import org.liege.vassal.Fact;

/** Enters in one vassal's record who comes, who waits, and that nobody does. */
final class Tidings {
    private final VassalRecord vassal;
    private final long nowMillis;

    Tidings(VassalRecord vassal, long nowMillis) {
        this.vassal = vassal;
        this.nowMillis = nowMillis;
    }

    void of(Fact fact) {
        if (fact instanceof Fact.Called) {
            if (vassal.onDemand() && !vassal.orderedDown()) {
                vassal.sleep.wake();
            }
        } else if (fact instanceof Fact.Quiet quiet) {
            quiet(quiet.forMillis());
        } else if (fact instanceof Fact.QueueSeen seen && vassal.decree != null) {
            vassal.load.seen(seen.length(), seen.limit(), vassal.policy().overload(), nowMillis);
        }
    }

    /** One of whom no worker has proven itself, or who is being renewed, is not idle. */
    private void quiet(long forMillis) {
        boolean enough = vassal.onDemand() && vassal.policy().idleMillis() > 0
                && forMillis >= vassal.policy().idleMillis();
        if (enough && !vassal.sleeps() && vassal.candidate == 0 && !vassal.replacing
                && vassal.of(vassal.serving).anyMatch(Tidings::serves)) {
            vassal.sleep.quiet();
            vassal.workers.forEach(worker -> worker.doubtful = true);
        }
    }

    private static boolean serves(WorkerRecord worker) {
        return worker.wanted() && !worker.givenUp && !worker.hung && worker.provenSeen;
    }
}
