package org.liege.blackbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests to an app's own socket, each on a connection of its own, at a steady rate from several threads. Nothing is tried twice:
 * whatever is not an answer of 200 is a failure.
 */
final class SocketLoad implements AutoCloseable {
    private static final int THREADS = 4;
    /** Of each thread; together 800 a second, so that a busy machine still makes 500. */
    private static final long PAUSE_NANOS = THREADS * 1_000_000_000L / 800;

    private final Path socket;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, AtomicLong> met = new ConcurrentHashMap<>();
    private final AtomicLong answered = new AtomicLong();
    private final long begun = System.nanoTime();
    private volatile boolean ended;

    SocketLoad(Path socket) {
        this.socket = socket;
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(this::run, "load-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void run() {
        long due = System.nanoTime();
        while (!ended) {
            due += PAUSE_NANOS;
            long left = due - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
            ask();
        }
    }

    private void ask() {
        try {
            Http.Reply reply = Http.ask(socket, "GET", "/");
            if (reply.status() == 200) {
                answered.incrementAndGet();
            } else {
                count("status " + reply.status());
            }
        } catch (IOException failure) {
            count(failure.toString());
        }
    }

    private void count(String what) {
        met.computeIfAbsent(what, unused -> new AtomicLong()).incrementAndGet();
    }

    /** Answers so far; for waiting until some more have come. */
    long answered() {
        return answered.get();
    }

    /** Answers a second since the beginning. */
    double rate() {
        return answered.get() * 1e9 / (System.nanoTime() - begun);
    }

    /** Ends it and tells what came in place of an answer, and how often. */
    Map<String, AtomicLong> end() {
        close();
        return met;
    }

    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
