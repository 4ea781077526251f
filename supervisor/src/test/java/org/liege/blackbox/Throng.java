package org.liege.blackbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** So many clients, each of which asks again as soon as it is answered: an app with fewer workers always has a queue. */
final class Throng implements AutoCloseable {
    private final Path socket;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final long begun = System.nanoTime();
    private volatile boolean ended;

    Throng(Path socket, int clients) {
        this.socket = socket;
        for (int i = 0; i < clients; i++) {
            Thread thread = new Thread(this::run, "throng-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void run() {
        while (!ended) {
            try {
                (Http.ask(socket, "GET", "/").status() == 200 ? answered : failed).incrementAndGet();
            } catch (IOException failure) {
                failed.incrementAndGet();
            }
        }
    }

    long answered() {
        return answered.get();
    }

    long failed() {
        return failed.get();
    }

    /** From one answer to the next, on the average. */
    double millisEach() {
        return (System.nanoTime() - begun) / 1e6 / answered.get();
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
