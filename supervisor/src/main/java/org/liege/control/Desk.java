package org.liege.control;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.liege.realm.Court;
import org.liege.realm.Snapshot;
import org.liege.vassal.Moment;

/**
 * What all connections share, because one thread serves them all: the court, the time of this turn, buffers, and the
 * line of those that have work to go on with.
 */
final class Desk {
    private static final int OUT_BYTES = 64 * 1024;

    final Court court;
    final Limits limits;
    final Secretary secretary = new Secretary();
    final HeadReader heads = new HeadReader();
    final Reply reply = new Reply();
    final Reply scratch = new Reply();
    final ByteBuffer in = ByteBuffer.allocateDirect(Limits.READ_BYTES);
    final ByteBuffer out = ByteBuffer.allocateDirect(OUT_BYTES);
    /** A connection keeps less than a head and what one read brought, and gets at most one more read. */
    final byte[] work = new byte[Limits.HEAD_BYTES + 2 * Limits.READ_BYTES];
    final WaitingRoom waitingRoom;
    final Audience audience = new Audience();
    final EventPress press = new EventPress();
    final Clerk clerk;
    private final Deque<Visitor> line = new ArrayDeque<>();
    private final Map<Long, Guest> guests = new HashMap<>();
    private long lastToken;
    private long nowNanos = System.nanoTime();
    private long nextSweepNanos = Long.MAX_VALUE;

    Desk(Court court, Limits limits, Mailbox mailbox) {
        this.court = court;
        this.limits = limits;
        this.waitingRoom = new WaitingRoom(this, mailbox);
        this.clerk = new Clerk(this);
    }

    void beginTurn() {
        nowNanos = System.nanoTime();
        secretary.now(court.now().wallMillis());
    }

    /**
     * When a snapshot was true last: the last completed turn confirmed what was published before it, though it may have had
     * nothing new to publish.
     */
    Moment asOf(Snapshot snapshot) {
        Moment turn = court.now().plusMillis(-court.health().sinceTurnMillis());
        return turn.millisSince(snapshot.asOf()) > 0 ? turn : snapshot.asOf();
    }

    /** The time of this turn, by {@link System#nanoTime()}. */
    long nowNanos() {
        return nowNanos;
    }

    long inMillis(long millis) {
        return nowNanos + millis * 1_000_000;
    }

    /** Gives out a token to be watched under. None is given out twice, so that late events find nobody. */
    long register(Guest guest) {
        guests.put(++lastToken, guest);
        return lastToken;
    }

    void forget(long token) {
        guests.remove(token);
    }

    /** Hands an event to whom it concerns, if he is still here. */
    void ready(long token, int events) {
        Guest guest = guests.get(token);
        if (guest != null) {
            guest.ready(events);
        }
    }

    /** Joins the line of those that are resumed without waiting for their sockets. */
    void queue(Visitor visitor) {
        line.add(visitor);
    }

    Visitor nextInLine() {
        return line.poll();
    }

    boolean hasLine() {
        return !line.isEmpty();
    }

    /** Somebody's time limit ends then; the sweep comes no later. */
    void sweepBy(long nanos) {
        // nanoTime may be anything, so only differences are compared; the far future stands for "never".
        if (nextSweepNanos == Long.MAX_VALUE || nanos - nextSweepNanos < 0) {
            nextSweepNanos = nanos;
        }
    }

    /** Nanoseconds until the next sweep; {@link Long#MAX_VALUE} when nobody has a time limit. */
    long untilSweep() {
        return nextSweepNanos == Long.MAX_VALUE ? Long.MAX_VALUE : nextSweepNanos - nowNanos;
    }

    void sweepBegins() {
        nextSweepNanos = Long.MAX_VALUE;
    }
}
