package org.liege.control;

/**
 * Every limit of the doors in one place. Times are a record, so that tests can be quick; sizes are constants.
 *
 * @param idleMillis a connection without a request
 * @param headMillis from a head's first byte to its last; also for the body that follows
 * @param stallMillis a write without progress
 * @param answerMillis one answer in all, so that nobody reads a byte a second for ever
 * @param lingerMillis reading on after a refusal, so that the client gets to see it
 * @param orderMillis until the loop must have taken up an order
 * @param heartbeatMillis of silence, until a follower of events is sent a sign of life
 * @param connections open at one door at a time
 */
public record Limits(
        long idleMillis,
        long headMillis,
        long stallMillis,
        long answerMillis,
        long lingerMillis,
        long orderMillis,
        long heartbeatMillis,
        int connections) {
    /** Request line and headers, in bytes. */
    static final int HEAD_BYTES = 8 * 1024;
    /** Header lines of one request. */
    static final int HEADERS = 64;
    /** A request's body, which is read and thrown away, in bytes. */
    static final int BODY_BYTES = 64 * 1024;
    /** One line of a chunked body: a size with its extensions, or a trailer. */
    static final int CHUNK_LINE_BYTES = 1024;
    /** Bytes taken from one connection in one turn. */
    static final int READ_BYTES = 8 * 1024;
    /** Bytes of a list that one connection gets in one turn, more or less by one app. */
    static final int SLICE_BYTES = 16 * 1024;
    /** The same for a follower of events: all that there may be, deaf, leave most of {@link #HELD_BYTES} to others. */
    static final int EVENT_SLICE_BYTES = 4 * 1024;
    /** Connections that get a slice in one turn, before everybody else's new requests are looked at again. */
    static final int SLICES_PER_TURN = 8;
    /** Connections accepted at one door in one turn. */
    static final int ACCEPTS_PER_TURN = 64;
    /** What all connections of a door together may make the daemon keep, in bytes: partial heads and unsent answers. */
    static final long HELD_BYTES = 8L << 20;
    /** Connections that follow events at one door at a time. */
    static final int FOLLOWERS = 512;
    /** Bytes read and thrown away after a refusal. */
    static final int LINGER_BYTES = 256 * 1024;
    /** The listen queue of a door itself; the kernel clamps it to net.core.somaxconn. */
    static final int BACKLOG = 4096;
    /** How long a door that has run out of descriptors rests, in milliseconds. */
    static final long ACCEPT_PAUSE_MILLIS = 100;
    /** Apps of one page. */
    static final int PAGE_APPS = 1000;
    /** The longest {@code ?wait=}, in milliseconds. */
    static final long WAIT_MILLIS = 10 * 60 * 1000;
    /** The loop is called stuck when its last turn is older, in milliseconds. At rest it turns every second. */
    static final long LOOP_STALL_MILLIS = 5000;
    /** Bytes of a Unix socket's path without the closing NUL (unix(7)). */
    static final int SOCKET_PATH_BYTES = 107;

    /** What the daemon uses. */
    public static Limits standard() {
        return new Limits(60_000, 10_000, 10_000, 120_000, 2_000, 5_000, 15_000, 4096);
    }
}
