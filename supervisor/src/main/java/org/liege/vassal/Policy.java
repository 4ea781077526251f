package org.liege.vassal;

import java.util.Objects;

/**
 * How a vassal's workers are supervised. A change here applies to running workers where it can. All durations are
 * milliseconds.
 *
 * @param readiness when a worker counts as ready
 * @param readyDelayMillis an added wait after the readiness condition
 * @param startTimeoutMillis not ready by then: killed, counts as a failed start
 * @param stopTimeoutMillis from the stop signal to KILL of the whole tree
 * @param restart after which exits to start again
 * @param throttleMillis first delay after a failed start
 * @param throttleMaxMillis cap of the delay
 * @param failedAfter failed starts in a row until the verdict {@code failed}
 * @param reload how an edit reaches the workers
 * @param liveness how a hung worker is told
 * @param priority order at the start gate; smaller starts earlier
 */
public record Policy(
        Readiness readiness,
        long readyDelayMillis,
        long startTimeoutMillis,
        long stopTimeoutMillis,
        RestartPolicy restart,
        long throttleMillis,
        long throttleMaxMillis,
        int failedAfter,
        Reload reload,
        Liveness liveness,
        int priority) {
    public Policy {
        Objects.requireNonNull(readiness, "readiness");
        Objects.requireNonNull(restart, "restart");
        Objects.requireNonNull(reload, "reload");
        Objects.requireNonNull(liveness, "liveness");
        if (readyDelayMillis < 0 || startTimeoutMillis <= 0 || stopTimeoutMillis < 0) {
            throw new IllegalArgumentException("negative duration");
        }
        if (throttleMillis <= 0 || throttleMaxMillis < throttleMillis) {
            throw new IllegalArgumentException("throttle " + throttleMillis + " > throttle-max " + throttleMaxMillis);
        }
        if (failedAfter < 1) {
            throw new IllegalArgumentException("failed-after " + failedAfter);
        }
    }
}
