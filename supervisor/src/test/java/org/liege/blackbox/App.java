package org.liege.blackbox;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** One app as the control socket shows it at one moment. */
record App(Json json) {
    String state() {
        return json.text("state");
    }

    String reason() {
        return json.text("reason");
    }

    boolean running() {
        return json.flag("running");
    }

    int generation() {
        return json.number("generation");
    }

    int starts() {
        return json.number("starts");
    }

    int restarts() {
        return json.number("restarts");
    }

    List<Long> pids() {
        return json.list("workers").stream().map(w -> (long) w.number("pid")).collect(Collectors.toList());
    }

    List<Long> readyPids() {
        return json.list("workers").stream()
                .filter(w -> w.flag("ready"))
                .map(w -> (long) w.number("pid"))
                .collect(Collectors.toList());
    }

    /** The pid of the only worker; fails when there is none, or another. */
    long pid() {
        if (pids().size() != 1) {
            throw new AssertionError("not one worker: " + json);
        }
        return pids().get(0);
    }

    List<String> faults() {
        return json.list("faults").stream()
                .map(f -> f.text("file") + ":" + f.number("line") + ": " + f.text("message"))
                .collect(Collectors.toList());
    }

    Instant since() {
        return Instant.parse(json.text("since"));
    }

    Instant asOf() {
        return Instant.parse(json.text("asOf"));
    }

    Instant lastExitAt() {
        return Instant.parse(json.text("lastExit.at"));
    }

    Instant retryAt() {
        return Instant.parse(json.text("retryAt"));
    }

    boolean waitsToRetry() {
        return json.at("retryAt") != null && json.at("lastExit") != null;
    }
}
