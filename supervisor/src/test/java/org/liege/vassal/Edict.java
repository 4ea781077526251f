package org.liege.vassal;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Draws decrees up, with everything harmless that a test doesn't speak of. Durations are milliseconds. */
public final class Edict {
    private final String name;
    private String digest = "1";
    private String program = "/srv/app";
    private String stopSignal = "TERM";
    private List<SocketDecree> sockets;
    private int processes = 1;
    private RestartPolicy restart = RestartPolicy.ALWAYS;
    private long readyDelayMillis;
    private long startTimeoutMillis = 60_000;
    private long stopTimeoutMillis = 30_000;
    private long throttleMillis = 100;
    private long throttleMaxMillis = 30_000;
    private int failedAfter = 5;
    private String kind = "vassal";
    private Reload reload = new Reload.Rolling();
    private Liveness liveness = Liveness.OFF;
    private int priority;
    private Map<String, String> metadata = Map.of();

    private Edict(String name) {
        this.name = name;
        this.sockets = List.of(socket("/run/liege/apps/" + name + ".sock", 100));
    }

    public static Edict of(String name) {
        return new Edict(name);
    }

    public static SocketDecree socket(String path, int backlog) {
        return new SocketDecree(path, backlog, 0660, 0, 0, true);
    }

    public Edict digest(String next) {
        digest = next;
        return this;
    }

    public Edict program(String next) {
        program = next;
        return this;
    }

    public Edict stop(String signal, long timeoutMillis) {
        stopSignal = signal;
        stopTimeoutMillis = timeoutMillis;
        return this;
    }

    public Edict sockets(SocketDecree... next) {
        sockets = List.of(next);
        return this;
    }

    public Edict processes(int next) {
        processes = next;
        return this;
    }

    public Edict restart(RestartPolicy next) {
        restart = next;
        return this;
    }

    public Edict readyDelay(long millis) {
        readyDelayMillis = millis;
        return this;
    }

    public Edict startTimeout(long millis) {
        startTimeoutMillis = millis;
        return this;
    }

    public Edict throttle(long millis, long maxMillis, int failures) {
        throttleMillis = millis;
        throttleMaxMillis = maxMillis;
        failedAfter = failures;
        return this;
    }

    public Edict kind(String next) {
        kind = next;
        return this;
    }

    public Edict reload(Reload next) {
        reload = next;
        return this;
    }

    public Edict liveness(Liveness next) {
        liveness = next;
        return this;
    }

    public Edict priority(int next) {
        priority = next;
        return this;
    }

    public Edict metadata(String key, String value) {
        metadata = Map.of(key, value);
        return this;
    }

    public Policy policy() {
        return new Policy(new Readiness.Accept(), readyDelayMillis, startTimeoutMillis, stopTimeoutMillis, restart,
                throttleMillis, throttleMaxMillis, failedAfter, reload, liveness, priority);
    }

    public Decree decree() {
        Execution execution = new Execution(List.of(program), "/", Map.of(), 022, null, ResourceLimits.INHERITED,
                OptionalInt.empty(), true, 3, false, stopSignal);
        return new Decree(name, "/etc/liege/vassals/" + name + ".ini", kind, digest, execution, sockets, processes,
                policy(), metadata);
    }
}
