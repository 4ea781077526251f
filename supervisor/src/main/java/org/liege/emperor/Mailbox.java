package org.liege.emperor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.liege.vassal.Fact;

/**
 * The only way into the loop. Unbounded by itself: each sender is bounded by what it tells of (processes, files, connections,
 * one order a connection).
 */
final class Mailbox {
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    void put(Message message) {
        messages.add(message);
    }

    void observed(String vassal, Fact fact) {
        put(new Message.Observed(vassal, fact));
    }

    /** Everything that is there; waits for the first at most {@code timeoutMillis}. */
    List<Message> takeAll(long timeoutMillis) throws InterruptedException {
        List<Message> taken = new ArrayList<>();
        Message first = timeoutMillis <= 0 ? messages.poll() : messages.poll(timeoutMillis, TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            messages.drainTo(taken);
        }
        return taken;
    }
}
