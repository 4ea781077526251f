package org.liege.blackbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Connects to a socket again and again from a thread of its own, and counts what it met. */
final class ConnectLoop implements AutoCloseable {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Map<Connects.Met, Integer> met = new EnumMap<>(Connects.Met.class);
    private final Thread thread;
    private volatile IOException failure;
    private volatile long total;

    ConnectLoop(Path path) {
        thread = new Thread(() -> run(path), "connects");
        thread.start();
    }

    private void run(Path path) {
        try {
            while (!ended.get()) {
                met.merge(Connects.tryOne(path), 1, Integer::sum);
                total++;
                // Room for the worker: a client in a hurry would only measure a full queue.
                java.util.concurrent.locks.LockSupport.parkNanos(200_000);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Attempts so far; for waiting until some have been made. */
    long total() {
        return total;
    }

    /** Ends the loop and tells how often it met what. */
    Map<Connects.Met, Integer> end() throws IOException {
        close();
        if (failure != null) {
            throw failure;
        }
        return met;
    }

    @Override
    public void close() {
        ended.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
