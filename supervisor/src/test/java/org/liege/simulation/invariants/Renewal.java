package org.liege.simulation.invariants;

import org.liege.vassal.Decree;
import org.liege.vassal.Policy;
import org.liege.vassal.Reload;
import org.liege.vassal.SocketDecree;

/** What edits, orders and failures mean for the generations of one vassal; written down here once more on purpose. */
final class Renewal {
    private final VassalRecord vassal;
    private final long nowMillis;

    Renewal(VassalRecord vassal, long nowMillis) {
        this.vassal = vassal;
        this.nowMillis = nowMillis;
    }

    /** A file was edited while the vassal was known. {@code returned}: it had been removed. */
    void edited(Decree before, Decree next, boolean returned) {
        if (returned) {
            replace();
        }
        if (returned || !appliesLive(before, next)) {
            asked(next);
        }
        vassal.signalled &= sameProcess(before, next) && next.policy().reload() instanceof Reload.Signal;
        if (appliesLive(before, next) && vassal.serves != null && sameProcess(vassal.serves, next)) {
            vassal.serves = next;
        }
    }

    private void asked(Decree next) {
        vassal.neededRevision = VassalRecord.revision(next);
        anew(next.policy());
    }

    /** New workers are wanted, for whatever reason. */
    void anew() {
        anew(vassal.policy());
    }

    private void anew(Policy policy) {
        vassal.superseded = true;
        vassal.signalled = policy.reload() instanceof Reload.Signal;
        vassal.candidateFailed = false;
        vassal.hopeless = false;
        if (policy.reload() instanceof Reload.Restart) {
            replace();
        } else {
            vassal.rollPatience.forgive();
        }
    }

    /** All workers have to end before the first new one starts. */
    void replace() {
        vassal.replacing |= !vassal.workers.isEmpty();
        vassal.candidateFailed = false;
        giveUp();
    }

    /** As {@link #anew}, but not by an edit: at any time. */
    void urged() {
        vassal.urged = true;
        anew();
    }

    /** Somebody wants the next try now. */
    void tryNow() {
        vassal.rollPatience.forgive();
        vassal.hopeless = false;
        vassal.urged = true;
    }

    static boolean appliesLive(Decree before, Decree next) {
        boolean touched = before.sockets().equals(next.sockets()) && before.processes() == next.processes()
                && before.policy().equals(next.policy()) && before.metadata().equals(next.metadata());
        return sameProcess(before, next) && !touched;
    }

    static boolean sameProcess(Decree before, Decree next) {
        return before.execution().equals(next.execution()) && before.kind().equals(next.kind())
                && before.policy().liveness().watchdogMillis() == next.policy().liveness().watchdogMillis()
                && paths(before).equals(paths(next));
    }

    private static java.util.List<String> paths(Decree decree) {
        return decree.sockets().stream().map(SocketDecree::path).toList();
    }

    /** A worker did not get ready, or not for long. True when it was the candidate's, and nobody else's concern. */
    boolean failed(WorkerRecord worker, boolean shortage) {
        if (worker.generation <= vassal.serving) {
            return false;
        }
        if (worker.generation == vassal.candidate) {
            if (vassal.superseded) {
                giveUp();
                return true;
            }
            if (shortage) {
                vassal.rollPatience.shortage(nowMillis, vassal.policy());
            } else {
                vassal.rollPatience.failed(nowMillis, vassal.policy());
            }
            vassal.candidateFailed = true;
            giveUp();
        }
        return true;
    }

    /** The candidate is to be no more. */
    void giveUp() {
        vassal.of(vassal.candidate).forEach(worker -> worker.givenUp = true);
        vassal.candidate = 0;
        vassal.urged = true;
    }
}
