package org.liege.emperor;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The daemon's helping threads: named, small, and ended together. */
final class Household {
    private static final Logger LOG = LogManager.getLogger(Household.class);
    private static final long END_MILLIS = 2_000;

    private final List<Thread> threads = new ArrayList<>();
    private final List<Runnable> farewells = new ArrayList<>();

    void employ(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Employs a thread that an interrupt does not reach; {@code farewell} ends it. */
    void employ(String name, Runnable work, Runnable farewell) {
        farewells.add(farewell);
        employ(name, work);
    }

    /** Interrupts all and waits, a bounded time each: one may be stuck on a dead mount. */
    void dismiss() throws InterruptedException {
        farewells.forEach(Runnable::run);
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(END_MILLIS);
            if (thread.isAlive()) {
                LOG.warn("the thread {} did not end in time; it is left to itself", thread.getName());
            }
        }
    }
}
