package org.liege.vassal;

import java.util.Optional;

/** Writes down what is wanted of one vassal: files, orders, and what bears on them. */
final class Chancery {
    private final Affairs affairs;

    Chancery(Affairs affairs) {
        this.affairs = affairs;
    }

    /** False when the fact is none of these. */
    boolean observe(Fact fact, Moment now) {
        if (fact instanceof Fact.Decreed decreed) {
            decreed(decreed.decree(), now);
        } else if (fact instanceof Fact.Faulted faulted) {
            faulted(faulted);
        } else if (fact instanceof Fact.Withdrawn) {
            withdrawn(now);
        } else if (fact instanceof Fact.Ordered ordered) {
            ordered(ordered.verb(), now);
        } else if (fact instanceof Fact.StoppedBefore) {
            ordered(Verb.STOP, now);
        } else if (fact instanceof Fact.Mended) {
            mended(now);
        } else if (fact instanceof Fact.MasterEnds) {
            affairs.intent.masterEnds();
            affairs.because(Cause.MASTER_ENDS, Cause.MASTER_ENDS.phrase());
        } else {
            return false;
        }
        return true;
    }

    private void decreed(Decree next, Moment now) {
        Optional<Decree> before = affairs.intent.decree();
        boolean mended = before.isEmpty() && !affairs.intent.faults().isEmpty();
        boolean returned = affairs.intent.decreed(next);
        if (mended) {
            affairs.throttle.reset();
            affairs.rollThrottle.reset();
        }
        if (before.isEmpty()) {
            affairs.because(Cause.DECREED, Cause.DECREED.phrase());
            affairs.inherit(next, now);
            return;
        }
        if (!returned && before.get().digest().equals(next.digest())) {
            // Told again, as after a fault that did not lie in the file, or by a directory that a new master sees late: no edit.
            return;
        }
        affairs.throttle.reset();
        affairs.staff.forgetFinished();
        Moment at = affairs.intent.editSlot(now);
        if (returned) {
            affairs.replaceWorkers(at);
            affairs.becauseUnlessDown(Cause.EDITED, "its file is back");
        } else if (Change.between(before.get(), next) == Change.NEW_WORKERS) {
            affairs.renew(Change.sameProcess(before.get(), next), at);
            affairs.becauseUnlessDown(Cause.EDITED, "its file was edited or touched");
        }
        if (!affairs.generations.wanted() && !affairs.intent.pending()) {
            affairs.generations.servesBy(next);
        }
        if (at.monotonicMillis() > now.monotonicMillis()) {
            affairs.throttle.notBefore(at);
        }
    }

    private void faulted(Fact.Faulted fact) {
        affairs.intent.faulted(fact.file(), fact.faults());
        if (affairs.intent.decree().isEmpty() && !fact.faults().isEmpty()) {
            affairs.because(Cause.FAULTY, fact.faults().get(0).toString());
        }
    }

    private void withdrawn(Moment now) {
        affairs.intent.withdraw();
        affairs.because(Cause.WITHDRAWN, "its file was removed");
        affairs.staff.askStop(worker -> true, now);
    }

    private void ordered(Verb verb, Moment now) {
        switch (verb) {
            case STOP -> {
                affairs.intent.stop();
                affairs.because(Cause.ORDERED_STOP, "stopped by the operator");
            }
            case START -> {
                affairs.tally.freshStart(affairs.intent.stopped());
                affairs.intent.start();
                tryAfresh(now);
            }
            case RESTART -> {
                affairs.intent.start();
                tryAfresh(now);
                affairs.replaceWorkers(now);
                affairs.because(Cause.ORDERED_RESTART, "restart ordered by the operator");
            }
            case RELOAD -> {
                tryAfresh(now);
                affairs.renew(true, now);
                affairs.becauseUnlessDown(Cause.ORDERED_RESTART, "reload ordered by the operator");
            }
            case RESET -> tryAfresh(now);
        }
    }

    private void tryAfresh(Moment now) {
        affairs.forgetTrouble();
        affairs.throttle.reset();
        affairs.rollThrottle.reset();
        affairs.generations.wantNow(now);
        affairs.intent.resume();
        affairs.staff.forgetFinished();
    }

    private void mended(Moment now) {
        if (affairs.throttle.failing() && !affairs.staff.anyAlive()) {
            affairs.throttle.reset();
        }
        if (affairs.rollThrottle.failing()) {
            affairs.rollThrottle.reset();
            affairs.generations.wantNow(now);
        }
    }
}
