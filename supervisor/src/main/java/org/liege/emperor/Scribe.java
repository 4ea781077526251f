package org.liege.emperor;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.ledger.Ledger;
import org.liege.ledger.StopLedger;
import org.liege.vassal.Memory;

/**
 * The thread that writes down what must survive the master, so that the loop does not wait for it. Only what announces a spawn is
 * written by the loop itself, before the spawn: a worker whose master is killed in between must be found by the next one. When
 * nothing can be written (a full disk), the workers run all the same; it is said aloud and tried again.
 */
final class Scribe implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Scribe.class);
    private static final long AGAIN_MILLIS = 1_000;
    /**
     * What changes again within this time is written once; a start and its readiness often are. What a kill loses thereby is found
     * again: a process by its announcement, readiness by a probe.
     */
    private static final long GATHER_MILLIS = 20;

    private final StopLedger stopLedger;
    private final Ledger ledger;
    private final Consumer<List<String>> complaints;
    /** Held while a memory is taken and written: so an older one can't come after a newer. */
    private final Object pen = new Object();

    private final Map<String, Optional<Memory>> pending = new LinkedHashMap<>();
    private Set<String> wanted;
    private Set<String> written;
    private boolean failing;

    /** @param complaints told what can't be written, and with an empty list when it can be again */
    Scribe(StopLedger stopLedger, Set<String> known, Ledger ledger, Consumer<List<String>> complaints) {
        this.stopLedger = stopLedger;
        this.ledger = ledger;
        this.complaints = complaints;
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

    /** Takes what is to be remembered now; what announces a spawn is written when this returns. */
    void remember(Map<String, Optional<Memory>> changes) {
        if (changes.isEmpty()) {
            return;
        }
        synchronized (this) {
            pending.putAll(changes);
            notifyAll();
        }
        changes.forEach((name, memory) -> {
            if (memory.isPresent() && memory.get().workers().stream().anyMatch(worker -> worker.pid() == 0)) {
                write(name);
            }
        });
    }

    /** Nothing is to be remembered of these. */
    synchronized void forget(Set<String> names) {
        names.forEach(name -> pending.put(name, Optional.empty()));
        notifyAll();
    }

    /** Writes what is pending of one vassal; false when that failed. */
    private boolean write(String name) {
        synchronized (pen) {
            Optional<Memory> memory;
            synchronized (this) {
                memory = pending.remove(name);
            }
            if (memory == null) {
                return true;
            }
            try {
                if (memory.isPresent()) {
                    ledger.write(memory.get());
                } else {
                    ledger.remove(name);
                }
                return true;
            } catch (ClosedByInterruptException end) {
                // The last flush writes it.
                putBack(name, memory);
            } catch (IOException failure) {
                failed(name, memory, failure);
            }
            return false;
        }
    }

    private synchronized void putBack(String name, Optional<Memory> memory) {
        pending.putIfAbsent(name, memory);
    }

    private synchronized void failed(String name, Optional<Memory> memory, IOException failure) {
        putBack(name, memory);
        if (!failing) {
            failing = true;
            String words = "could not write the ledger of '" + name + "': " + failure
                    + "; the apps run on, but a new master may not know them; tried again until it can be";
            LOG.error("{}", words);
            complaints.accept(List.of(words));
        }
    }

    private synchronized void succeeded() {
        if (failing && pending.isEmpty()) {
            failing = false;
            LOG.info("the ledger is written again");
            complaints.accept(List.of());
        }
    }

    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                await();
                writeAll();
            }
        } catch (InterruptedException end) {
            LOG.debug("the scribe ends");
        }
        flush();
    }

    private synchronized void await() throws InterruptedException {
        while (pending.isEmpty() && wanted.equals(written)) {
            wait();
        }
    }

    private void writeAll() throws InterruptedException {
        writeStops();
        if (!gather()) {
            return;
        }
        for (String name : pendingNames()) {
            if (!write(name)) {
                Thread.sleep(AGAIN_MILLIS);
                return;
            }
        }
        succeeded();
    }

    /** Waits for more to come; false when the operator has stopped or started something, which does not wait. */
    private synchronized boolean gather() throws InterruptedException {
        Set<String> before = wanted;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
        for (long left = GATHER_MILLIS; left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            if (!wanted.equals(before)) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private synchronized List<String> pendingNames() {
        return List.copyOf(pending.keySet());
    }

    private void writeStops() throws InterruptedException {
        Set<String> names;
        synchronized (this) {
            names = wanted;
        }
        try {
            if (!names.equals(written)) {
                stopLedger.write(names);
                written(names);
            }
        } catch (IOException failure) {
            LOG.error("could not write the operator's stops down: {}; tried again until it can be", failure.toString());
            Thread.sleep(AGAIN_MILLIS);
        }
    }

    private synchronized void written(Set<String> names) {
        written = names;
    }

    private void flush() {
        try {
            synchronized (this) {
                if (!wanted.equals(written)) {
                    stopLedger.write(wanted);
                    written = wanted;
                }
            }
        } catch (IOException failure) {
            LOG.error("could not write the operator's stops down: {}", failure.toString());
        }
        pendingNames().forEach(this::write);
    }
}
