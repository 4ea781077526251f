package org.liege.control;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How other threads reach the door thread. The bell is rung once per emptying, and never after the watch was closed:
 * its descriptor's number may be somebody else's by then.
 */
final class Mailbox {
    private final Queue<Runnable> letters = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean rung = new AtomicBoolean();
    private Watch watch;

    Mailbox(Watch watch) {
        this.watch = watch;
    }

    void post(Runnable letter) {
        letters.add(letter);
        ring();
    }

    void ring() {
        if (rung.compareAndSet(false, true)) {
            synchronized (this) {
                if (watch != null) {
                    watch.wake();
                }
            }
        }
    }

    /** The next letter or null. Only the door thread asks, and it calls {@link #open} first. */
    Runnable next() {
        return letters.poll();
    }

    /** From now on the bell may be rung again. */
    void open() {
        rung.set(false);
    }

    synchronized void silence() {
        watch = null;
    }
}
