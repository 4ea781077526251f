package org.liege.control;

import java.io.IOException;
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
    private static final long MILLI_NANOS = 1_000_000;

    private final Watch watch;
    private final Mailbox mailbox;
    private final Desk desk;
    private final AtomicBoolean newSnapshot = new AtomicBoolean();
    private List<Porter> porters = List.of();
    private boolean beginTurn;
    private volatile boolean stopping;

    DoorLoop(Watch watch, Mailbox mailbox, Desk desk) {
        this.watch = watch;
        this.mailbox = mailbox;
        this.desk = desk;
    }

    /** Before the thread starts. */
    void man(List<Porter> doors) {
        porters = List.copyOf(doors);
    }

    /** Called on the realm's thread after each publication. */
    void published() {
        if ((desk.waitingRoom.isOccupied() || desk.audience.isPresent()) && newSnapshot.compareAndSet(false, true)) {
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
        beginTurn = true;
        watch.await(timeoutMillis(), this::ready);
        begin();
        goOn();
        sweep();
    }

    /** The first event of a turn sets its time; without events {@link #turn} does. */
    private void ready(long token, int events) {
        begin();
        desk.ready(token, events);
    }

    private void begin() {
        if (beginTurn) {
            beginTurn = false;
            desk.beginTurn();
            readLetters();
        }
    }

    /** As {@link Watch#await} takes it. */
    private long timeoutMillis() {
        if (desk.hasLine()) {
            return 0;
        }
        long nanos = Math.min(desk.untilSweep(), desk.waitingRoom.untilNext());
        for (Porter porter : porters) {
            nanos = Math.min(nanos, porter.untilRested());
        }
        if (nanos == Long.MAX_VALUE) {
            return -1;
        }
        return Math.max(0, (nanos + MILLI_NANOS - 1) / MILLI_NANOS);
    }

    private void readLetters() {
        mailbox.open();
        for (Runnable letter = mailbox.next(); letter != null; letter = mailbox.next()) {
            letter.run();
        }
        if (newSnapshot.getAndSet(false)) {
            desk.waitingRoom.published();
            desk.audience.published();
        }
    }

    private void goOn() {
        for (int i = 0; i < Limits.SLICES_PER_TURN && desk.hasLine(); i++) {
            Visitor visitor = desk.nextInLine();
            Guard.visit(desk, visitor, visitor::resume);
        }
    }

    private void sweep() throws IOException {
        desk.waitingRoom.sweep();
        for (Porter porter : porters) {
            porter.sweep();
        }
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
        watch.close();
    }
}
