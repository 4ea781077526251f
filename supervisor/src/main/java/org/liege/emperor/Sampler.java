package org.liege.emperor;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.QueueReader;
import org.liege.vassal.Fact;

/**
 * The thread that reads all listen queues every now and then, more often while anyone waits, less often where nobody has
 * for long, and looks whether the sockets' paths still lead to them.
 */
final class Sampler implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Sampler.class);
    private static final long BUSY_MILLIS = 250;
    private static final long QUIET_MILLIS = 1_000;
    private static final long STILL_MILLIS = 2_000;
    /** A realm in which nobody has waited for so many looks is still. A question about one app is answered afresh anyway. */
    private static final int STILL_AFTER = 20;
    private static final long PATHS_NANOS = 1_000_000_000L;

    private final PathWatch paths = new PathWatch();
    private final Estates estates;
    private final QueueBook book;
    private final QueueReader diag;
    private final Mailbox mailbox;
    private Roster roster;
    private long pathsNanos;
    private boolean busy;
    private int quietLooks;
    private boolean told;

    Sampler(Estates estates, QueueBook book, QueueReader diag, Mailbox mailbox) {
        this.estates = estates;
        this.book = book;
        this.diag = diag;
        this.mailbox = mailbox;
        this.roster = Roster.of(estates);
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                quietLooks = busy ? 0 : quietLooks + 1;
                Thread.sleep(pauseMillis());
            }
        } catch (InterruptedException end) {
            LOG.debug("the sampler ends");
        }
    }

    private long pauseMillis() {
        if (busy) {
            return BUSY_MILLIS;
        }
        return quietLooks < STILL_AFTER ? QUIET_MILLIS : STILL_MILLIS;
    }

    private void look() {
        try {
            callTheRoll();
            readQueues();
            if (System.nanoTime() - pathsNanos >= PATHS_NANOS) {
                pathsNanos = System.nanoTime();
                lookAtPaths();
            }
        } catch (RuntimeException bug) {
            LOG.error("the sampler met what it can't: {}", bug.toString(), bug);
        }
    }

    private void callTheRoll() {
        if (!roster.holdsFor(estates)) {
            roster = Roster.of(estates);
            book.keepOnly(roster.inodes());
        }
    }

    private void readQueues() {
        busy = false;
        try {
            diag.each(this::take);
            told = false;
        } catch (KernelException refused) {
            if (!told) {
                LOG.error("could not read the listen queues: {}", refused.getMessage());
                told = true;
            }
        }
    }

    private void take(QueueReader.Reading reading) {
        if (roster.inodes().contains(reading.inode())) {
            busy |= reading.length() > 0;
            book.note(reading);
        }
    }

    private void lookAtPaths() {
        paths.begin(roster.byDirectory().keySet(), System.nanoTime());
        roster.byDirectory().forEach((directory, wards) -> {
            if (paths.stirred(directory, wards.size())) {
                wards.forEach(this::lookAt);
            }
        });
    }

    private void lookAt(Roster.Ward ward) {
        if (!ward.holding().socket().pathIntact()) {
            mailbox.observed(ward.vassal(), new Fact.PathLost(ward.holding().decree().path()));
        }
    }
}
