package org.liege.emperor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.vassal.Fact;

/** The thread that watches starting workers for their readiness; none of its steps blocks. */
final class Prober implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Prober.class);

    private final BlockingQueue<Probe> fresh = new LinkedBlockingQueue<>();
    private final List<Probe> probes = new ArrayList<>();
    private final Mailbox mailbox;

    Prober(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** Watches from now on, until it is ready or its subject has ended. */
    void watch(Probe probe) {
        fresh.add(probe);
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                await();
                stepAll();
            }
        } catch (InterruptedException end) {
            probes.forEach(Probe::close);
        }
    }

    private void await() throws InterruptedException {
        long nanos = Long.MAX_VALUE;
        long now = System.nanoTime();
        for (Probe probe : probes) {
            nanos = Math.min(nanos, probe.dueNanos() - now);
        }
        Probe first = nanos <= 0 ? fresh.poll() : fresh.poll(nanos, TimeUnit.NANOSECONDS);
        if (first != null) {
            probes.add(first);
            fresh.drainTo(probes);
        }
    }

    private void stepAll() {
        for (Iterator<Probe> all = probes.iterator(); all.hasNext(); ) {
            Probe probe = all.next();
            if (probe.dueNanos() <= System.nanoTime() && finished(probe)) {
                probe.close();
                all.remove();
            }
        }
    }

    private boolean finished(Probe probe) {
        Subject subject = probe.subject();
        try {
            if (subject.hasEnded()) {
                return true;
            }
            if (!subject.isReady() && probe.step()) {
                subject.markReady();
                mailbox.observed(subject.vassal, new Fact.Ready(subject.pid, subject.startTicks));
            }
            return subject.isReady() && probe.leave();
        } catch (RuntimeException bug) {
            LOG.error("{}: the prober met what it can't: {}", subject.vassal, bug.toString(), bug);
        }
        return false;
    }
}
