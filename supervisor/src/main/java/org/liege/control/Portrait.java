package org.liege.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.liege.protocol.App;
import org.liege.protocol.Exit;
import org.liege.protocol.Fault;
import org.liege.protocol.Queue;
import org.liege.protocol.Socket;
import org.liege.protocol.Worker;
import org.liege.realm.Court.QueueReading;
import org.liege.vassal.Cause;
import org.liege.vassal.Moment;
import org.liege.vassal.VassalView;

/**
 * Draws a vassal for the wire: in full for the operator, or with everything left out that a visitor of a web site must
 * not see.
 */
final class Portrait {
    private final boolean tellAll;
    private final LongFunction<QueueReading> queues;

    /** A socket as it is drawn, and what was read of its queue; null when it could not be. */
    private record Seen(Socket socket, QueueReading reading) {
        /** How full, from 0 to 1; a listener with backlog n admits n + 1. Unknown is less than empty, closed less still. */
        double share() {
            if (socket.inode() == 0) {
                return -2;
            }
            return reading == null ? -1 : reading.length() / (reading.limit() + 1.0);
        }

        Queue queue() {
            return new Queue(
                    socket.length(),
                    socket.limit(),
                    socket.requested(),
                    socket.peak(),
                    reading != null && reading.length() > reading.limit(),
                    reading == null ? null : reading.expectedWaitMillis(),
                    reading == null ? null : reading.source());
        }
    }

    /** {@code queues}: a reading by socket inode, or null. */
    Portrait(boolean tellAll, LongFunction<QueueReading> queues) {
        this.tellAll = tellAll;
        this.queues = queues;
    }

    boolean tellsAll() {
        return tellAll;
    }

    App draw(VassalView view, Moment asOf) {
        List<Socket> sockets = new ArrayList<>(view.sockets().size());
        Seen fullest = null;
        for (VassalView.SocketView socket : view.sockets()) {
            // One that is closed refuses, so nothing waits and nothing may.
            QueueReading reading = socket.inode() == 0 ? null : queues.apply(socket.inode());
            Seen seen = new Seen(socket(socket, reading), reading);
            sockets.add(seen.socket());
            fullest = fullest == null || seen.share() > fullest.share() ? seen : fullest;
        }
        return new App(
                view.name(),
                view.state().word(),
                tellAll ? view.reason() : view.publicReason(),
                instant(view.since()),
                instant(asOf),
                view.configured(),
                view.running(),
                view.overloaded(),
                tellAll ? view.file() : null,
                view.kind(),
                view.start(),
                view.stoppedByOperator(),
                tellAll ? faults(view.faults()) : List.of(),
                view.generation(),
                view.workers().stream().map(this::worker).toList(),
                sockets,
                fullest == null ? null : fullest.queue(),
                view.starts(),
                view.restarts(),
                instant(view.retryAt()),
                tellAll ? exit(view.lastExit()) : null,
                tellAll ? view.metadata() : Map.of());
    }

    static List<Fault> faults(List<org.liege.vassal.Fault> faults) {
        return faults.stream().map(Portrait::fault).toList();
    }

    static Fault fault(org.liege.vassal.Fault fault) {
        return new Fault(fault.file(), fault.line(), fault.message());
    }

    static Instant instant(Moment moment) {
        return moment == null ? null : Instant.ofEpochMilli(moment.wallMillis());
    }

    /** The word for the cause of a vassal's state; null when its phrase is none of ours. */
    static String causeWord(VassalView view) {
        for (Cause cause : Cause.values()) {
            if (cause.phrase().equals(view.publicReason())) {
                return cause.word();
            }
        }
        return null;
    }

    private Worker worker(VassalView.WorkerView worker) {
        Integer pid = tellAll ? worker.pid() : null;
        return new Worker(pid, worker.generation(), worker.ready(), worker.adopted(), instant(worker.since()));
    }

    private static Exit exit(VassalView.ExitView exit) {
        return exit == null
                ? null
                : new Exit(exit.pid(), instant(exit.at()), exit.code(), exit.signal(), exit.oomKilled());
    }

    private static Socket socket(VassalView.SocketView socket, QueueReading reading) {
        if (socket.inode() == 0) {
            return new Socket(socket.path(), 0, socket.owner(), 0, 0, socket.requested(), 0);
        }
        return new Socket(
                socket.path(),
                socket.inode(),
                socket.owner(),
                reading == null ? null : reading.length(),
                reading == null ? Integer.valueOf(socket.limit()) : Integer.valueOf(reading.limit()),
                socket.requested(),
                reading == null ? null : reading.peak());
    }
}
