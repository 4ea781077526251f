package org.liege.vassal;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Replaces one generation by the next without a gap: the candidate starts beside the one that serves, on the same listeners;
 * when all of it has proven itself, the old one is asked to end. A candidate that fails is ended, and the old one serves on.
 */
final class Rollout {
    private final Affairs affairs;
    private final Generations generations;
    private final Staff staff;
    private final Hiring hiring;

    Rollout(Affairs affairs, Hiring hiring) {
        this.affairs = affairs;
        this.generations = affairs.generations;
        this.staff = affairs.staff;
        this.hiring = hiring;
    }

    /** Notes what has become true by the passing of time. */
    void review(Moment now) {
        if (generations.hasCandidate() && proven(now)) {
            takeOver(now);
        }
        if (generations.wanted() && !generations.hasCandidate() && !generations.failedBefore() && nobodyServes()) {
            affairs.cancelRoll();
            staff.forgetFinished();
        }
        if (generations.hasCandidate() && !affairs.intent.down() && !complete()) {
            mend(now);
        }
    }

    /**
     * One of which an earlier master has left only a part can't prove itself. It is started afresh, unless it is all that is
     * there: then it serves, and what it lacks is added.
     */
    private void mend(Moment now) {
        if (nobodyServes() && staff.any(worker -> generations.isCandidate(worker) && worker.ready())) {
            takeOver(now);
        } else {
            generations.redo(now, affairs.rollThrottle.failing());
        }
    }

    private boolean complete() {
        return IntStream.range(0, generations.candidateDecree().processes())
                .allMatch(slot -> staff.any(worker -> generations.isCandidate(worker)
                        && worker.slot == slot && worker.alive() && !worker.retired()));
    }

    /** Whoever belongs neither to the generation that serves nor to the one to come is asked to end. */
    void dismiss(Moment now) {
        staff.retire(worker -> !worker.retired() && worker.generation != generations.serving()
                && !generations.isCandidate(worker), now);
    }

    private boolean nobodyServes() {
        return !staff.any(worker -> affairs.serves(worker));
    }

    private boolean proven(Moment now) {
        return IntStream.range(0, generations.candidateDecree().processes())
                .allMatch(slot -> staff.any(worker -> generations.isCandidate(worker)
                        && worker.slot == slot && worker.alive() && !worker.stopping() && worker.proven(now)));
    }

    /** The one that served is asked to end. */
    void takeOver(Moment now) {
        staff.retire(worker -> affairs.serves(worker), now);
        Decree candidate = generations.candidateDecree();
        generations.takeOver();
        staff.forgetFinished();
        affairs.proven();
        affairs.rollThrottle.proven();
        affairs.health.afresh();
        Decree wanted = affairs.intent.decree().orElseThrow();
        if (!generations.wanted() && Change.sameProcess(candidate, wanted)) {
            generations.servesBy(wanted);
        }
        affairs.because(Cause.READY, "generation " + generations.serving() + " has taken over");
    }

    /** Whether a candidate would start now if it were let. Of who sleeps nothing starts; whoever comes gets what was good. */
    boolean due(Moment now) {
        return !affairs.asleep() && generations.due(now);
    }

    /** When the next candidate may start, in monotonic milliseconds; MAX_VALUE for never. */
    long dueAtMillis() {
        return affairs.asleep() ? Long.MAX_VALUE : generations.wantedAtMillis();
    }

    /**
     * Starts the candidate that is due.
     *
     * @return true when it lacks only the start gate's leave
     */
    boolean start(List<Action> actions, Moment now) {
        if (!due(now)) {
            return false;
        }
        if (generations.hasCandidate()) {
            staff.retire(generations::isCandidate, now);
            generations.dropCandidate();
        }
        Decree decree = affairs.intent.decree().orElseThrow();
        if (!affairs.listeners.open() || !hiring.room(decree.processes())) {
            return false;
        }
        if (!affairs.admission.mayStart()) {
            return true;
        }
        affairs.intent.editBegun(now);
        int generation = generations.startCandidate(decree);
        affairs.because(Cause.RELOADING, "generation " + generation + " is starting; generation " + generations.serving()
                + " serves on");
        hiring.spawn(generation, IntStream.range(0, decree.processes()).boxed().toList(), decree, actions);
        return false;
    }

    /** A worker of the candidate has failed, and the candidate with it. {@code again}: it may be tried once more. */
    void failed(String why, boolean again, Moment now) {
        staff.retire(generations::isCandidate, now);
        affairs.rollThrottle.failed(now, affairs.policy());
        setBack(why, again ? affairs.rollThrottle.retryAt() : null);
        if (!again && affairs.allFinished()) {
            affairs.intent.finished(false, true);
        }
    }

    /** The machine lacks something; nobody is to blame. */
    void shortage(String why, Moment now) {
        staff.retire(generations::isCandidate, now);
        affairs.rollThrottle.shortage(now, affairs.policy());
        setBack(why, affairs.rollThrottle.retryAt());
    }

    private void setBack(String why, Moment retryAt) {
        generations.candidateFailed(why, retryAt);
        affairs.admission.startFailed();
        affairs.becauseUnlessDown(Cause.BAD_RELOAD, generations.failure());
    }
}
