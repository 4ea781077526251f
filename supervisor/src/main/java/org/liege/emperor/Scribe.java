package org.liege.emperor;

import java.io.IOException;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.ledger.StopLedger;

/** The thread that writes down what must survive the master, so that the loop never waits for the disk. */
final class Scribe implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Scribe.class);
    private static final long AGAIN_MILLIS = 1_000;

    private final StopLedger ledger;
    private Set<String> wanted;
    private Set<String> written;

    Scribe(StopLedger ledger, Set<String> known) {
        this.ledger = ledger;
        this.wanted = Set.copyOf(known);
        this.written = wanted;
    }

    /** These are the stops of the operator now. */
    synchronized void stops(Set<String> names) {
        if (!names.equals(wanted)) {
            wanted = Set.copyOf(names);
            notifyAll();
        }
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                write(next());
            }
        } catch (InterruptedException end) {
            flush();
        }
    }

    private synchronized Set<String> next() throws InterruptedException {
        while (wanted.equals(written)) {
            wait();
        }
        return wanted;
    }

    private void write(Set<String> names) throws InterruptedException {
        try {
            ledger.write(names);
            written(names);
        } catch (IOException failure) {
            LOG.error("could not write the operator's stops down: {}; tried again until it can be", failure.toString());
            Thread.sleep(AGAIN_MILLIS);
        }
    }

    private synchronized void written(Set<String> names) {
        written = names;
    }

    private synchronized void flush() {
        try {
            if (!wanted.equals(written)) {
                ledger.write(wanted);
                written = wanted;
            }
        } catch (IOException failure) {
            LOG.error("could not write the operator's stops down: {}", failure.toString());
        }
    }
}
