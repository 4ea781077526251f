package org.liege.vassal;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything a reader may learn of one vassal, at one moment; immutable.
 *
 * @param reason why it is in this state, in full; may name paths and log lines
 * @param publicReason a fixed phrase for the same cause, fit for strangers
 * @param since when it entered the state
 * @param start {@code boot} or {@code demand}
 * @param idleMillis after how long without visitors it is stopped; 0 for never
 * @param generation number of the current incarnation of its workers; 0 before the first
 * @param starts how often workers were started since the file appeared
 * @param restarts how many of those replaced workers
 * @param retryAt when the next try is due, or null
 * @param usualBootMillis how long the latest worker that got ready took for it, or null
 * @param lastExit how the latest worker ended, or null
 */
public record VassalView(
        String name,
        State state,
        String reason,
        String publicReason,
        Moment since,
        boolean configured,
        boolean running,
        boolean overloaded,
        String file,
        String kind,
        String start,
        long idleMillis,
        boolean stoppedByOperator,
        List<Fault> faults,
        int generation,
        List<WorkerView> workers,
        List<SocketView> sockets,
        int starts,
        int restarts,
        Moment retryAt,
        Long usualBootMillis,
        ExitView lastExit,
        Map<String, String> metadata) {
    public VassalView {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        faults = List.copyOf(faults);
        workers = List.copyOf(workers);
        sockets = List.copyOf(sockets);
    }

    /** One live process. {@code adopted}: taken over from an earlier master. */
    public record WorkerView(int pid, int generation, boolean ready, boolean adopted, Moment since) {}

    /**
     * One listener. {@code inode} is the socket's (0 while it is closed), {@code limit} the kernel's effective backlog.
     */
    public record SocketView(String path, long inode, String owner, int limit, int requested) {}

    /** One of {@code code} and {@code signal} (name without SIG) is set; both null when the status is unknown. */
    public record ExitView(int pid, Moment at, Integer code, String signal, boolean oomKilled) {}
}
