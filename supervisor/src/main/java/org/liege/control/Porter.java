package org.liege.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import jnr.constants.platform.Errno;
import jnr.enxio.channels.Native;
import jnr.unixsocket.UnixSocketChannel;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.protocol.Problem;

/** Lets connections in at one door, as many as there is room for, and knows who is inside. */
final class Porter implements Guest {
    private static final Logger LOG = LogManager.getLogger(Porter.class);
    /** Between two complaints of one door, in milliseconds. */
    private static final long COMPLAINT_MILLIS = 10_000;

    private final DoorSocket socket;
    private final Desk desk;
    private final IntConsumer hardenDescriptor;
    private final Watch watch;
    private final long token;
    private final Budget budget = new Budget(Limits.HELD_BYTES);
    private final Set<Visitor> inside = new LinkedHashSet<>();
    private boolean resting;
    private long restEndsNanos;
    private boolean complained;
    private long complainedNanos;

    Porter(DoorSocket socket, Desk desk, Watch watch, IntConsumer hardenDescriptor) throws IOException {
        this.socket = socket;
        this.desk = desk;
        this.hardenDescriptor = hardenDescriptor;
        this.watch = watch;
        this.token = desk.register(this);
        watch.add(socket.channel().getFD(), token, Watch.READ);
    }

    Door door() {
        return socket.door();
    }

    Budget budget() {
        return budget;
    }

    List<Visitor> inside() {
        return List.copyOf(inside);
    }

    void left(Visitor visitor) {
        inside.remove(visitor);
    }

    /** Somebody knocks. */
    @Override
    public void ready(int events) {
        try {
            for (int i = 0; i < Limits.ACCEPTS_PER_TURN; i++) {
                UnixSocketChannel client = socket.channel().accept();
                if (client == null) {
                    restIfExhausted(i);
                    return;
                }
                admit(client);
            }
        } catch (IOException | RuntimeException e) {
            complain("could not admit a connection: " + e.getMessage());
        }
    }

    /** Nanoseconds until it accepts again; {@link Long#MAX_VALUE} when it does. */
    long untilRested() {
        return resting ? restEndsNanos - desk.nowNanos() : Long.MAX_VALUE;
    }

    void sweep() throws IOException {
        if (resting && restEndsNanos - desk.nowNanos() <= 0) {
            resting = false;
            watch.change(socket.channel().getFD(), token, Watch.READ);
        }
    }

    /** Without descriptors the listener stays readable for ever; asking again at once would only burn the processor. */
    private void restIfExhausted(int accepted) throws IOException {
        Errno errno = Native.getLastError();
        if (accepted == 0 && errno != Errno.EAGAIN && errno != Errno.EWOULDBLOCK) {
            resting = true;
            restEndsNanos = desk.inMillis(Limits.ACCEPT_PAUSE_MILLIS);
            watch.change(socket.channel().getFD(), token, 0);
            complain("could not accept a connection: " + errno);
        }
    }

    private void admit(UnixSocketChannel client) throws IOException {
        boolean admitted = false;
        try {
            hardenDescriptor.accept(client.getFD());
            if (inside.size() < desk.limits.connections()) {
                inside.add(new Visitor(client, watch, this, desk));
                admitted = true;
            } else {
                complain("more than " + desk.limits.connections() + " connections");
                turnAway(client);
            }
        } finally {
            if (!admitted) {
                client.close();
            }
        }
    }

    private void turnAway(UnixSocketChannel client) throws IOException {
        Reply reply = new Reply();
        Problem busy = Problem.of(503, Problem.Code.BUSY, "too many connections");
        desk.secretary.problem(reply, Secretary.Manner.last(), busy, null);
        client.configureBlocking(false);
        client.write(ByteBuffer.wrap(reply.rest(0)));
    }

    private void complain(String what) {
        if (!complained || desk.nowNanos() - complainedNanos > COMPLAINT_MILLIS * 1_000_000) {
            complained = true;
            complainedNanos = desk.nowNanos();
            LOG.warn("{}: {}", door().file(), what);
        }
    }
}
