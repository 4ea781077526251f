package org.liege.vassal;

import java.util.Objects;
import java.util.Optional;

/**
 * How it is told that a ready worker hangs.
 *
 * @param watchdogMillis longest silence between two {@code WATCHDOG=1} of a ready worker (sd_watchdog_enabled(3)); 0: off
 * @param health an HTTP check over the vassal's first socket; empty: off
 * @param healthIntervalMillis from one check to the next; a check that takes longer has failed
 * @param healthFailures failed checks in a row until the workers count as hung
 */
public record Liveness(
        long watchdogMillis, Optional<Readiness.Http> health, long healthIntervalMillis, int healthFailures) {
    /** Nothing is checked. */
    public static final Liveness OFF = new Liveness(0, Optional.empty(), 10_000, 3);

    public Liveness {
        Objects.requireNonNull(health, "health");
        if (watchdogMillis < 0 || healthIntervalMillis <= 0) {
            throw new IllegalArgumentException("watchdog " + watchdogMillis + ", health-interval " + healthIntervalMillis);
        }
        if (healthFailures < 1) {
            throw new IllegalArgumentException("health-failures " + healthFailures);
        }
    }
}
