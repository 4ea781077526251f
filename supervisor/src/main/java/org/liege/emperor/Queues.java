package org.liege.emperor;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.QueueReader;
import org.liege.sandbox.QueueReader.Reading;
import org.liege.sandbox.UnixTable;

/**
 * Where the lengths of listen queues are read: from sock_diag, which is exact and cheap; where that is refused (a seccomp filter, a
 * kernel without unix_diag), from /proc/net/unix, which tells the lengths only. Safe from any thread.
 */
final class Queues {
    static final String SOCK_DIAG = "sock_diag";
    static final String PROC = "proc";
    private static final Logger LOG = LogManager.getLogger(Queues.class);

    private final QueueReader diag;
    private final Estates estates;
    private final AtomicBoolean refused;
    private volatile Roster roster;

    Queues(QueueReader diag, Estates estates) {
        this(diag, estates, new AtomicBoolean());
    }

    private Queues(QueueReader diag, Estates estates, AtomicBoolean refused) {
        this.diag = diag;
        this.estates = estates;
        this.refused = refused;
        this.roster = Roster.of(estates);
    }

    /** The same by another reader, so that a single question need not wait for a long answer. */
    Queues by(QueueReader other) {
        return new Queues(other, estates, refused);
    }

    /** What {@link #each} and {@link #read} are answered from at present. */
    String source() {
        return refused.get() ? PROC : SOCK_DIAG;
    }

    /** Every queue of ours; with sock_diag all others of the machine, too. */
    void each(Consumer<Reading> taken) throws KernelException {
        try {
            diag.each(taken);
            notice(null);
        } catch (KernelException failure) {
            notice(failure);
            UnixTable table = UnixTable.read();
            for (Roster.Ward ward : roster().wards()) {
                taken.accept(reading(ward, table));
            }
        }
    }

    /** One queue; empty when there is no such socket. */
    Optional<Reading> read(long inode) throws KernelException {
        // A kernel without unix_diag says that there is no such socket, instead of an error.
        if (!refused.get()) {
            try {
                return diag.read(inode);
            } catch (KernelException failure) {
                notice(failure);
            }
        }
        Roster.Ward ward = roster().ward(inode);
        return ward == null ? Optional.empty() : Optional.of(reading(ward, UnixTable.read()));
    }

    /** Who waits in a queue, as {@link QueueReader#waiting} has it; empty where that can't be known. */
    Optional<List<Long>> waiting(long inode) {
        try {
            return refused.get() ? Optional.empty() : diag.waiting(inode);
        } catch (KernelException unlistable) {
            return Optional.empty();
        }
    }

    private static Reading reading(Roster.Ward ward, UnixTable table) {
        return new Reading(ward.inode(), table.waiting(ward.path()), ward.limit());
    }

    private Roster roster() {
        Roster known = roster;
        if (!known.holdsFor(estates)) {
            known = Roster.of(estates);
            roster = known;
        }
        return known;
    }

    private void notice(KernelException failure) {
        boolean now = failure != null;
        if (refused.compareAndSet(!now, now)) {
            if (now) {
                LOG.error("{}; listen queues are read from /proc/net/unix instead", failure.getMessage());
            } else {
                LOG.info("listen queues are read from sock_diag again");
            }
        }
    }
}
