package org.liege.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private static final String SOURCE = "sock_diag";

    private final boolean tellAll;
    private final LongFunction<QueueReading> queues;

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
        for (VassalView.SocketView socket : view.sockets()) {
            sockets.add(socket(socket));
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
                fullest(sockets),
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

    /** The protocol's word for a cause, such as {@code ordered-stop}. */
    static String word(Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The word for the cause of a vassal's state; null when its phrase is none of ours. */
    static String causeWord(VassalView view) {
        for (Cause cause : Cause.values()) {
            if (cause.phrase().equals(view.publicReason())) {
                return word(cause);
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

    private Socket socket(VassalView.SocketView socket) {
        if (socket.inode() == 0) {
            // Closed: it refuses, so nothing waits and nothing may.
            return new Socket(socket.path(), 0, socket.owner(), 0, 0, socket.requested(), 0);
        }
        QueueReading reading = queues.apply(socket.inode());
        return new Socket(
                socket.path(),
                socket.inode(),
                socket.owner(),
                reading == null ? null : reading.length(),
                reading == null ? Integer.valueOf(socket.limit()) : Integer.valueOf(reading.limit()),
                socket.requested(),
                reading == null ? null : reading.peak());
    }

    private static Queue fullest(List<Socket> sockets) {
        Socket fullest = null;
        for (Socket socket : sockets) {
            fullest = fullest == null || share(socket) > share(fullest) ? socket : fullest;
        }
        if (fullest == null) {
            return null;
        }
        boolean known = fullest.inode() != 0 && fullest.length() != null;
        return new Queue(
                fullest.length(),
                fullest.limit(),
                fullest.requested(),
                fullest.peak(),
                known && fullest.length() > fullest.limit(),
                null,
                known ? SOURCE : null);
    }

    /** How full, from 0 to 1; a listener with backlog n admits n + 1. Unknown is less than empty, closed less still. */
    private static double share(Socket socket) {
        if (socket.inode() == 0) {
            return -2;
        }
        return socket.length() == null ? -1 : socket.length() / (socket.limit() + 1.0);
    }
}
