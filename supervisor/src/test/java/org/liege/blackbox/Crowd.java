package org.liege.blackbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Clients of one socket, each of which asks again as soon as it has been answered. Who finds the queue full waits. */
final class Crowd implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean ended;

    Crowd(Path socket, String target, int clients) {
        for (int i = 0; i < clients; i++) {
            Thread thread = new Thread(() -> ask(socket, target), "crowd-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    /** A worker that is replaced answers nothing to whom it had accepted; the client asks the next. */
    private void ask(Path socket, String target) {
        while (!ended) {
            try {
                Http.get(socket, target);
                answered.incrementAndGet();
            } catch (RuntimeException | AssertionError unanswered) {
                Thread.yield();
            }
        }
    }

    long answered() {
        return answered.get();
    }

    /** An interrupt closes the channel that a client waits on. */
    @Override
    public void close() throws IOException {
        ended = true;
        try {
            for (Thread thread : threads) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
