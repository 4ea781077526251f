package org.liege.vassal;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Makes decrees for tests: a sound one, of which only what matters is changed. Each one built has a digest of its own. */
public final class Sketch {
    private static int digests;

    private String name = "shop";
    private List<String> command = List.of("/srv/shop/run");
    private List<SocketDecree> sockets = List.of(socket("/run/liege/apps/shop.sock", 100));
    private int processes = 1;
    private Map<String, String> metadata = Map.of();
    private long readyDelayMillis;
    private long startTimeoutMillis = 60_000;
    private long stopTimeoutMillis = 30_000;
    private RestartPolicy restart = RestartPolicy.ALWAYS;
    private long throttleMaxMillis = 30_000;
    private int failedAfter = 5;
    private int priority;

    public static SocketDecree socket(String path, int backlog) {
        return new SocketDecree(path, backlog, 0660, 0, 0, true);
    }

    public Sketch name(String value) {
        name = value;
        return this;
    }

    public Sketch command(String... words) {
        command = List.of(words);
        return this;
    }

    public Sketch sockets(SocketDecree... values) {
        sockets = List.of(values);
        return this;
    }

    public Sketch processes(int value) {
        processes = value;
        return this;
    }

    public Sketch metadata(Map<String, String> value) {
        metadata = value;
        return this;
    }

    public Sketch readyDelay(long millis) {
        readyDelayMillis = millis;
        return this;
    }

    public Sketch startTimeout(long millis) {
        startTimeoutMillis = millis;
        return this;
    }

    public Sketch stopTimeout(long millis) {
        stopTimeoutMillis = millis;
        return this;
    }

    public Sketch restart(RestartPolicy value) {
        restart = value;
        return this;
    }

    public Sketch throttleMax(long millis) {
        throttleMaxMillis = millis;
        return this;
    }

    public Sketch failedAfter(int value) {
        failedAfter = value;
        return this;
    }

    public Sketch priority(int value) {
        priority = value;
        return this;
    }

    public Policy policy() {
        return new Policy(new Readiness.Accept(), readyDelayMillis, startTimeoutMillis, stopTimeoutMillis, restart, 100,
                throttleMaxMillis, failedAfter, priority);
    }

    public Decree decree() {
        Execution execution = new Execution(command, "/", Map.of(), 022, null, ResourceLimits.INHERITED,
                OptionalInt.empty(), true, 3, "TERM");
        return new Decree(name, "/etc/liege/vassals/" + name + ".ini", "vassal", "digest " + ++digests, execution,
                sockets, processes, policy(), metadata);
    }
}
