package org.liege.control;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The one thread behind both doors. A turn: wait, read letters, serve new bytes, go on with long answers, sweep. */
final class DoorLoop implements Runnable {
    private static final Logger LOG = LogManager.getLogger(DoorLoop.class);
    /** After a turn that failed as a whole, in nanoseconds. */
    private static final long TROUBLE_NANOS = 50_000_000;
    /** The shortest sleep for the sake of a time limit, in milliseconds; limits needn't be exact, orders are. */
    private static final long MILLI_NANOS = 1_000_000;

    private final Selector selector;
    private final Mailbox mailbox;
    private final Desk desk;
    private final AtomicBoolean newSnapshot = new AtomicBoolean();
    private List<Porter> porters = List.of();
    private volatile boolean stopping;

    DoorLoop(Selector selector, Mailbox mailbox, Desk desk) {
        this.selector = selector;
        this.mailbox = mailbox;
        this.desk = desk;
    }

    /** Before the thread starts. */
    void man(List<Porter> doors) {
        porters = List.copyOf(doors);
    }

    /** Called on the realm's thread after each publication. */
    void published() {
        if (desk.waitingRoom.isOccupied() && newSnapshot.compareAndSet(false, true)) {
            mailbox.ring();
        }
    }

    void stop() {
        stopping = true;
        mailbox.ring();
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                turn();
            } catch (IOException | RuntimeException | Error e) {
                LOG.error("could not finish a turn at the doors; going on", e);
                LockSupport.parkNanos(TROUBLE_NANOS);
            }
        }
        closeAll();
    }

    private void turn() throws IOException {
        await();
        desk.beginTurn();
        readLetters();
        for (SelectionKey key : selector.selectedKeys()) {
            serve(key);
        }
        selector.selectedKeys().clear();
        goOn();
        sweep();
    }

    private void await() throws IOException {
        long nanos = desk.hasLine() ? 0 : Math.min(desk.untilSweep(), desk.waitingRoom.untilNext());
        for (Porter porter : porters) {
            nanos = Math.min(nanos, porter.untilRested());
        }
        if (nanos <= 0) {
            selector.selectNow();
        } else if (nanos == Long.MAX_VALUE) {
            selector.select();
        } else {
            selector.select((nanos + MILLI_NANOS - 1) / MILLI_NANOS);
        }
    }

    private void readLetters() {
        mailbox.open();
        for (Runnable letter = mailbox.next(); letter != null; letter = mailbox.next()) {
            letter.run();
        }
        if (newSnapshot.getAndSet(false)) {
            desk.waitingRoom.published();
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Porter porter) {
            porter.accept();
        } else if (key.attachment() instanceof Visitor visitor) {
            int ready = key.readyOps();
            Guard.visit(desk, visitor, () -> serve(visitor, ready));
        }
    }

    private static void serve(Visitor visitor, int ready) throws IOException {
        if ((ready & SelectionKey.OP_WRITE) != 0) {
            visitor.queue();
        } else if ((ready & SelectionKey.OP_READ) != 0) {
            visitor.readable();
        } else {
            // jnr's selector reports POLLHUP whatever one is interested in: both directions are gone for good.
            visitor.close();
        }
    }

    private void goOn() {
        for (int i = 0; i < Limits.SLICES_PER_TURN && desk.hasLine(); i++) {
            Visitor visitor = desk.nextInLine();
            Guard.visit(desk, visitor, visitor::resume);
        }
    }

    private void sweep() {
        desk.waitingRoom.sweep();
        porters.forEach(Porter::sweep);
        if (desk.untilSweep() > 0) {
            return;
        }
        desk.sweepBegins();
        for (Porter porter : porters) {
            for (Visitor visitor : porter.inside()) {
                Guard.visit(desk, visitor, visitor::sweep);
            }
        }
    }

    private void closeAll() {
        mailbox.silence();
        for (Porter porter : porters) {
            for (Visitor visitor : porter.inside()) {
                Guard.visit(desk, visitor, visitor::close);
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.error("could not close the doors' selector", e);
        }
    }
}
