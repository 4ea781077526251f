package org.liege.decree;

import java.util.List;
import java.util.Optional;
import org.liege.vassal.Liveness;
import org.liege.vassal.Policy;
import org.liege.vassal.Readiness;
import org.liege.vassal.Reload;
import org.liege.vassal.RestartPolicy;
import org.liege.vassal.SocketDecree;

/** How the workers are supervised, as far as it is known; durations in milliseconds. */
final class PolicyDraft {
    Readiness readiness;
    long readyDelayMillis;
    long startTimeoutMillis;
    long stopTimeoutMillis;
    RestartPolicy restart;
    long throttleMillis;
    long throttleMaxMillis;
    int failedAfter;
    Reload reload;
    long watchdogMillis;
    Optional<Readiness.Http> health = Optional.empty();
    long healthIntervalMillis;
    int healthFailures;
    int priority;

    /** Empty when the parts contradict one another; the draft has the fault then. */
    Optional<Policy> seal(Draft draft, List<SocketDecree> listeners) {
        boolean sound = true;
        if (throttleMillis > throttleMaxMillis) {
            String key = draft.isWritten("throttle") ? "throttle" : "throttle-max";
            draft.contradiction(key, "contradicts: throttle (" + throttleMillis + "ms) is longer than throttle-max ("
                    + throttleMaxMillis + "ms)", "throttle", "throttle-max");
            sound = false;
        }
        if (readyDelayMillis >= startTimeoutMillis) {
            String key = draft.isWritten("ready-delay") ? "ready-delay" : "start-timeout";
            draft.contradiction(key, "contradicts: ready-delay (" + readyDelayMillis
                    + "ms) is not shorter than start-timeout (" + startTimeoutMillis + "ms), so no start could succeed",
                    "ready-delay", "start-timeout");
            sound = false;
        }
        if (health.isPresent() && listeners.isEmpty()) {
            draft.contradiction("health", "asks over the first socket, and there is none", "socket");
            sound = false;
        }
        return sound
                ? Optional.of(new Policy(readiness, readyDelayMillis, startTimeoutMillis, stopTimeoutMillis, restart,
                        throttleMillis, throttleMaxMillis, failedAfter, reload, liveness(), priority))
                : Optional.empty();
    }

    private Liveness liveness() {
        return new Liveness(watchdogMillis, health, healthIntervalMillis, healthFailures);
    }
}
