package org.liege.emperor;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.QueueReader;
import org.liege.vassal.Fact;

/**
 * The thread that reads all listen queues every now and then, more often while anyone waits, and looks whether the sockets'
 * paths still lead to them.
 */
final class Sampler implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Sampler.class);
    private static final long BUSY_MILLIS = 250;
    private static final long QUIET_MILLIS = 1_000;
    private static final long PATHS_NANOS = 1_000_000_000L;

    private final Estates estates;
    private final QueueBook book;
    private final QueueReader diag;
    private final Mailbox mailbox;
    private long pathsNanos;
    private boolean told;

    Sampler(Estates estates, QueueBook book, QueueReader diag, Mailbox mailbox) {
        this.estates = estates;
        this.book = book;
        this.diag = diag;
        this.mailbox = mailbox;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                boolean busy = readQueues();
                if (System.nanoTime() - pathsNanos >= PATHS_NANOS) {
                    pathsNanos = System.nanoTime();
                    lookAtPaths();
                }
                Thread.sleep(busy ? BUSY_MILLIS : QUIET_MILLIS);
            } catch (InterruptedException end) {
                return;
            } catch (RuntimeException bug) {
                LOG.error("the sampler met what it can't: {}", bug.toString(), bug);
            }
        }
    }

    private boolean readQueues() {
        try {
            Map<Long, QueueReader.Reading> all = diag.dump();
            Set<Long> ours = new HashSet<>();
            boolean busy = false;
            for (Estate estate : estates.all()) {
                for (Estate.Holding holding : estate.holdings()) {
                    QueueReader.Reading reading = all.get(holding.socket().inode());
                    ours.add(holding.socket().inode());
                    if (reading != null) {
                        busy |= reading.length() > 0;
                        book.note(reading);
                    }
                }
            }
            book.keepOnly(ours);
            told = false;
            return busy;
        } catch (KernelException refused) {
            if (!told) {
                LOG.error("could not read the listen queues: {}", refused.getMessage());
                told = true;
            }
            return false;
        }
    }

    private void lookAtPaths() {
        estates.byVassal().forEach((vassal, estate) -> {
            for (Estate.Holding holding : estate.holdings()) {
                if (!holding.socket().pathIntact()) {
                    mailbox.observed(vassal, new Fact.PathLost(holding.decree().path()));
                }
            }
        });
    }
}
