package org.liege.control;

/** How long one connection may stay as it is. Times are {@link System#nanoTime()}. */
final class Patience {
    /** What the connection is waiting for. */
    enum Mood {
        /** The next request. */
        IDLE,
        /** The rest of a head or body that has begun. */
        MIDWAY,
        /** The client to take its answer. */
        SENDING,
        /** The next event to tell. */
        FOLLOWING,
        /** The client to notice that this is over. */
        LINGERING,
        /** An order's aim; the waiting room keeps that time. */
        SEATED
    }

    private final Desk desk;
    private Mood mood = Mood.SEATED;
    private long sinceNanos;
    private long progressNanos;
    private long deadlineNanos;

    Patience(Desk desk) {
        this.desk = desk;
    }

    /** Bytes went out. */
    void progress() {
        progressNanos = desk.nowNanos();
    }

    /** A request was answered or refused: what comes next has its full time. */
    void renew() {
        sinceNanos = desk.nowNanos();
    }

    /** A follower was told something: a sign of life is due only after as much silence again. */
    void heard() {
        if (mood == Mood.FOLLOWING) {
            renew();
        }
    }

    /** To be told after everything that happened. */
    void set(Mood now) {
        if (now != mood) {
            mood = now;
            renew();
            progress();
        }
        deadlineNanos = sinceNanos + millis(desk.limits) * 1_000_000;
        if (mood == Mood.SENDING) {
            long stalled = progressNanos + desk.limits.stallMillis() * 1_000_000;
            deadlineNanos = stalled - deadlineNanos < 0 ? stalled : deadlineNanos;
        }
        remind();
    }

    /** Has the sweep come by in time. */
    void remind() {
        if (mood != Mood.SEATED) {
            desk.sweepBy(deadlineNanos);
        }
    }

    Mood mood() {
        return mood;
    }

    boolean exhausted() {
        return mood != Mood.SEATED && deadlineNanos - desk.nowNanos() <= 0;
    }

    private long millis(Limits limits) {
        return switch (mood) {
            case IDLE -> limits.idleMillis();
            case MIDWAY -> limits.headMillis();
            case SENDING -> limits.answerMillis();
            case FOLLOWING -> limits.heartbeatMillis();
            case LINGERING -> limits.lingerMillis();
            case SEATED -> 0;
        };
    }
}
