package org.liege.control;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.control.Secretary.Manner;
import org.liege.protocol.Problem;
import org.liege.realm.Aim;
import org.liege.realm.Receipt;
import org.liege.realm.Snapshot;
import org.liege.vassal.VassalView;

/**
 * Where connections sit whose order isn't answered yet: until the loop has taken it up, then until its aim is reached
 * or the wait ends. The door thread goes on with others meanwhile.
 */
final class WaitingRoom {
    private static final Logger LOG = LogManager.getLogger(WaitingRoom.class);

    private final Desk desk;
    private final Mailbox mailbox;
    private final Set<Seat> seats = new LinkedHashSet<>();
    /** Read by the loop's thread, so that a publication that nobody waits for wakes nobody. */
    private volatile boolean occupied;

    private long nextNanos;

    WaitingRoom(Desk desk, Mailbox mailbox) {
        this.desk = desk;
        this.mailbox = mailbox;
    }

    /** One waiting connection. */
    static final class Seat {
        private final Visitor visitor;
        private final Manner manner;
        private final Call.Order order;
        private final long waitEndsNanos;
        private final long patienceEndsNanos;
        private Aim aim;

        private Seat(Visitor visitor, Manner manner, Call.Order order, Desk desk) {
            this.visitor = visitor;
            this.manner = manner;
            this.order = order;
            this.waitEndsNanos = desk.inMillis(order.waitMillis());
            this.patienceEndsNanos = desk.inMillis(Math.max(order.waitMillis(), desk.limits.orderMillis()));
        }

        /** When something has to be answered: before the order is taken up, only that it wasn't. */
        private long deadlineNanos() {
            return aim == null ? patienceEndsNanos : waitEndsNanos;
        }
    }

    boolean isOccupied() {
        return occupied;
    }

    void order(Call.Order order, Visitor visitor, Manner manner) {
        Seat seat = new Seat(visitor, manner, order, desk);
        seats.add(seat);
        occupied = true;
        visitor.sit(seat);
        await(seat);
        CompletionStage<Receipt> stage = desk.court.order(order.name(), order.verb());
        stage.whenComplete((receipt, failure) -> mailbox.post(() -> told(seat, receipt, failure)));
    }

    /** The connection is gone; the order stands. A null seat is none. */
    void leave(Seat seat) {
        if (seat != null && seats.remove(seat)) {
            occupied = !seats.isEmpty();
        }
    }

    /** There is a new snapshot. */
    void published() {
        Snapshot snapshot = desk.court.latest();
        for (Seat seat : List.copyOf(seats)) {
            if (seat.aim != null) {
                look(seat, snapshot);
            }
        }
    }

    /** Nanoseconds until somebody's time is up; {@link Long#MAX_VALUE} when nobody sits here. */
    long untilNext() {
        return seats.isEmpty() ? Long.MAX_VALUE : nextNanos - desk.nowNanos();
    }

    /** Answers those whose time is up. */
    void sweep() {
        if (untilNext() > 0) {
            return;
        }
        nextNanos = desk.nowNanos() + Long.MAX_VALUE / 2;
        Snapshot snapshot = desk.court.latest();
        for (Seat seat : List.copyOf(seats)) {
            if (seat.deadlineNanos() - desk.nowNanos() > 0) {
                await(seat);
            } else if (seat.aim == null) {
                finish(seat, () -> busy(seat, "the daemon has not taken up the order yet; it may still be carried out"));
            } else {
                look(seat, snapshot);
            }
        }
    }

    private void told(Seat seat, Receipt receipt, Throwable failure) {
        if (!seats.contains(seat)) {
            return;
        }
        if (receipt instanceof Receipt.Taken taken) {
            seat.aim = taken.aim();
            await(seat);
            look(seat, desk.court.latest());
        } else if (receipt instanceof Receipt.Unknown) {
            finish(seat, () -> unknown(seat));
        } else if (receipt instanceof Receipt.Invalid invalid) {
            finish(seat, () -> invalid(seat, invalid));
        } else {
            String verb = seat.order.verb().word();
            LOG.error("could not {} {}: the loop failed on the order", verb, seat.order.name(), failure);
            finish(seat, () -> busy(seat, "the daemon could not take up the order"));
        }
    }

    private void look(Seat seat, Snapshot snapshot) {
        Optional<VassalView> view = snapshot.find(seat.order.name());
        if (view.isEmpty()) {
            finish(seat, () -> unknown(seat));
        } else if (seat.aim.reached(view.get())) {
            finish(seat, () -> answer(seat, 200, view.get(), snapshot));
        } else if (seat.waitEndsNanos - desk.nowNanos() <= 0) {
            finish(seat, () -> answer(seat, 202, view.get(), snapshot));
        }
    }

    private void await(Seat seat) {
        long deadline = seat.deadlineNanos();
        nextNanos = seats.size() == 1 || deadline - nextNanos < 0 ? deadline : nextNanos;
    }

    private void answer(Seat seat, int status, VassalView view, Snapshot snapshot) {
        desk.clerk.answer(status, view, snapshot, seat.visitor.door(), seat.manner);
    }

    private void unknown(Seat seat) {
        desk.secretary.problem(desk.reply, seat.manner, Problem.unknownApp(seat.order.name()), null);
    }

    private void invalid(Seat seat, Receipt.Invalid invalid) {
        String detail = "the vassal has no decree that could run"
                + (invalid.faults().isEmpty() ? "" : ": " + invalid.faults().get(0));
        Problem problem = new Problem(
                409, Problem.Code.INVALID_DECREE, detail, seat.order.name(), Portrait.faults(invalid.faults()));
        desk.secretary.problem(desk.reply, seat.manner, problem, null);
    }

    private void busy(Seat seat, String detail) {
        Problem problem = new Problem(503, Problem.Code.BUSY, detail, seat.order.name(), List.of());
        desk.secretary.problem(desk.reply, seat.manner, problem, null);
    }

    private void finish(Seat seat, Runnable answer) {
        leave(seat);
        Guard.visit(desk, seat.visitor, () -> {
            answer.run();
            seat.visitor.stand();
        });
    }
}
