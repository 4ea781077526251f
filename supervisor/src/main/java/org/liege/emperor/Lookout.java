package org.liege.emperor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.DaemonProcess;
import org.liege.sandbox.Descriptor;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ListeningSocket;
import org.liege.sandbox.Pidfd;
import org.liege.sandbox.ProcessTable;
import org.liege.sandbox.QueueReader;
import org.liege.sandbox.UnixTable;

/**
 * Finds the listeners that workers bind by themselves ({@code bind = worker}): whatever is bound to the path and is held by one of
 * the vassal's own processes, be the path taken by whomever. What it finds gets the backlog that the vassal's file says, by a
 * duplicate of the worker's descriptor (pidfd_getfd(2), then listen(2)); nothing of it is kept.
 */
final class Lookout {
    private static final Logger LOG = LogManager.getLogger(Lookout.class);

    /** What was tuned, or could not be: not to be tried again. */
    private record Tuning(long inode, int backlog) {}

    private final Subjects subjects;
    private final Queues queues;
    private final Map<String, Tuning> tunings = new HashMap<>();

    Lookout(Subjects subjects, Queues queues) {
        this.subjects = subjects;
        this.queues = queues;
    }

    /** Looks at all of one vassal's; true when anything is not as it was. */
    boolean look(String vassal, List<WorkerSocket> sockets) {
        boolean news = false;
        for (WorkerSocket socket : sockets) {
            news |= socket.seen(sight(vassal, socket));
        }
        return news;
    }

    private WorkerSocket.Sight sight(String vassal, WorkerSocket socket) {
        try {
            long known = socket.sight().inode();
            // One that is gone can't come back; one that is there is asked for by inode, which costs next to nothing.
            long inode = known != 0 && queues.read(known).isPresent() ? known : find(vassal, socket.decree().path());
            if (inode == 0) {
                tunings.remove(socket.decree().path());
                return WorkerSocket.Sight.NOTHING;
            }
            tune(vassal, socket, inode);
            int limit = queues.read(inode).map(QueueReader.Reading::limit).orElse(0);
            return new WorkerSocket.Sight(inode, limit > 0 ? limit : effective(socket.decree().backlog()));
        } catch (KernelException unreadable) {
            return socket.sight();
        }
    }

    private static int effective(int backlog) {
        return Math.min(backlog, DaemonProcess.somaxconn().orElse(backlog));
    }

    /** The socket inode, 0 when there is none. */
    private long find(String vassal, String path) throws KernelException {
        List<Integer> workers = workers(vassal);
        if (workers.isEmpty()) {
            return 0;
        }
        Set<Long> candidates = listeners(path);
        for (int worker : workers) {
            for (long held : Attribution.held(worker, candidates, List.of())) {
                return held;
            }
        }
        return 0;
    }

    private List<Integer> workers(String vassal) {
        return subjects.all().stream()
                .filter(subject -> subject.vassal.equals(vassal) && !subject.hasEnded())
                .map(subject -> subject.pid)
                .toList();
    }

    /** By the file; by the name where the kernel's numbers of devices are not those of stat(2) (overlayfs, btrfs). */
    private static Set<Long> listeners(String path) throws KernelException {
        Set<Long> found = new HashSet<>();
        try {
            found.addAll(ListeningSocket.listenersAt(path));
        } catch (KernelException withoutDiag) {
            LOG.debug("{}", withoutDiag.getMessage());
        }
        return found.isEmpty() ? UnixTable.read().listeners(path) : found;
    }

    private void tune(String vassal, WorkerSocket socket, long inode) {
        String path = socket.decree().path();
        int backlog = socket.decree().backlog();
        Tuning wanted = new Tuning(inode, backlog);
        if (wanted.equals(tunings.put(path, wanted))) {
            return;
        }
        try {
            for (int worker : workers(vassal)) {
                Optional<Descriptor> listener = duplicate(worker, inode);
                if (listener.isPresent()) {
                    ListeningSocket.retune(listener.get(), path, inode, backlog);
                    return;
                }
            }
            LOG.warn("{}: could not set the backlog of {}: no worker that may be looked into has it open", vassal, path);
        } catch (KernelException failure) {
            LOG.warn("{}: the backlog of {} stays as the worker has made it: {}", vassal, path, failure.getMessage());
        }
    }

    private static Optional<Descriptor> duplicate(int worker, long inode) throws KernelException {
        for (int pid : Attribution.tree(worker)) {
            OptionalInt number = ProcessTable.descriptorOf(pid, inode);
            if (number.isPresent()) {
                try (Pidfd process = Pidfd.open(pid)) {
                    return Optional.of(process.duplicate(number.getAsInt()));
                }
            }
        }
        return Optional.empty();
    }
}
