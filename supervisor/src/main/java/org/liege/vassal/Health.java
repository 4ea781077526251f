package org.liege.vassal;

import java.util.Optional;

/** When the vassal's health is checked next, and how often in a row it was found ill. */
final class Health {
    private Moment nextAt;
    private boolean underWay;
    private boolean stale;
    private int failures;

    /** The check that is due now, if one is. {@code serving}: a ready worker is there that can be asked. */
    Optional<Action> due(Decree decree, boolean serving, Moment now) {
        Liveness liveness = decree.policy().liveness();
        if (!serving || liveness.health().isEmpty() || decree.sockets().isEmpty()) {
            failures = 0;
            nextAt = null;
            return Optional.empty();
        }
        if (nextAt == null) {
            nextAt = now.plusMillis(liveness.healthIntervalMillis());
        }
        if (underWay || nextAt.monotonicMillis() > now.monotonicMillis()) {
            return Optional.empty();
        }
        underWay = true;
        nextAt = now.plusMillis(liveness.healthIntervalMillis());
        return Optional.of(new Action.CheckHealth(
                liveness.health().get(), liveness.healthIntervalMillis(), decree));
    }

    /** Another generation serves: what was found of the one before, or is still being found, is not held against it. */
    void afresh() {
        failures = 0;
        stale = underWay;
    }

    /** A check has ended. True when that was one failure too many. */
    boolean checked(boolean healthy, Liveness liveness) {
        underWay = false;
        if (stale) {
            stale = false;
            return false;
        }
        failures = healthy ? 0 : failures + 1;
        boolean ill = failures >= liveness.healthFailures();
        if (ill) {
            failures = 0;
        }
        return ill;
    }

    /** When {@link #due} has to be asked again, in monotonic milliseconds; MAX_VALUE for never. */
    long deadline() {
        return underWay || nextAt == null ? Long.MAX_VALUE : nextAt.monotonicMillis();
    }
}
