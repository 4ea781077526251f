package org.liege.decree;

import java.util.List;
import java.util.Optional;
import org.liege.vassal.Liveness;
import org.liege.vassal.Overload;
import org.liege.vassal.Policy;
import org.liege.vassal.Readiness;
import org.liege.vassal.Reload;
import org.liege.vassal.RestartPolicy;
import org.liege.vassal.SocketDecree;
import org.liege.vassal.Start;

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
    Start start;
    long idleMillis;
    int overloadAtPercent;
    int overloadClearPercent;
    long overloadForMillis;
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
        if (overloadClearPercent >= overloadAtPercent) {
            String key = draft.isWritten("overload-clear") ? "overload-clear" : "overload-at";
            draft.contradiction(key, "contradicts: overload-clear (" + overloadClearPercent + "%) is not less than overload-at ("
                    + overloadAtPercent + "%)", "overload-at", "overload-clear");
            sound = false;
        }
        if (draft.sockets.byWorker && reload instanceof Reload.Rolling) {
            if (draft.isWritten("reload")) {
                draft.contradiction("reload", "= rolling contradicts 'bind = worker': the new worker would take the path of the "
                        + "one that still serves; write 'restart' or 'signal:HUP'", "bind");
                sound = false;
            }
            reload = new Reload.Restart();
        }
        sound &= soundStart(draft, listeners);
        return sound
                ? Optional.of(new Policy(readiness, readyDelayMillis, startTimeoutMillis, stopTimeoutMillis, restart,
                        throttleMillis, throttleMaxMillis, failedAfter, reload, liveness(), start, idleMillis,
                        new Overload(overloadAtPercent, overloadClearPercent, overloadForMillis), priority))
                : Optional.empty();
    }

    private boolean soundStart(Draft draft, List<SocketDecree> listeners) {
        if (start == Start.DEMAND && listeners.isEmpty()) {
            draft.contradiction("start", "waits for a connection to a socket, and Liege holds none of this vassal's",
                    "socket");
            return false;
        }
        if (idleMillis > 0 && start != Start.DEMAND) {
            draft.contradiction("idle", "needs 'start = demand': nothing else would start it again", "start");
            return false;
        }
        return true;
    }

    private Liveness liveness() {
        return new Liveness(watchdogMillis, health, healthIntervalMillis, healthFailures);
    }
}
