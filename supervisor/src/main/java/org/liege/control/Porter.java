package org.liege.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
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
final class Porter {
    private static final Logger LOG = LogManager.getLogger(Porter.class);
    /** Between two complaints of one door, in milliseconds. */
    private static final long COMPLAINT_MILLIS = 10_000;

    private final DoorSocket socket;
    private final Desk desk;
    private final IntConsumer hardenDescriptor;
    private final SelectionKey key;
    private final Budget budget = new Budget(Limits.HELD_BYTES);
    private final Set<Visitor> inside = new LinkedHashSet<>();
    private boolean resting;
    private long restEndsNanos;
    private boolean complained;
    private long complainedNanos;

    Porter(DoorSocket socket, Desk desk, Selector selector, IntConsumer hardenDescriptor) throws IOException {
        this.socket = socket;
        this.desk = desk;
        this.hardenDescriptor = hardenDescriptor;
        this.key = socket.channel().register(selector, SelectionKey.OP_ACCEPT);
        key.attach(this);
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
    void accept() throws IOException {
        for (int i = 0; i < Limits.ACCEPTS_PER_TURN; i++) {
            UnixSocketChannel client = socket.channel().accept();
            if (client == null) {
                restIfExhausted(i);
                return;
            }
            try {
                admit(client);
            } catch (IOException | RuntimeException e) {
                LOG.warn("could not admit a connection at {}: {}", door().file(), e.getMessage());
            }
        }
    }

    /** Nanoseconds until it accepts again; {@link Long#MAX_VALUE} when it does. */
    long untilRested() {
        return resting ? restEndsNanos - desk.nowNanos() : Long.MAX_VALUE;
    }

    void sweep() {
        if (resting && restEndsNanos - desk.nowNanos() <= 0) {
            resting = false;
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    /** Without descriptors the listener stays readable for ever; asking again at once would only burn the processor. */
    private void restIfExhausted(int accepted) {
        Errno errno = Native.getLastError();
        if (accepted == 0 && errno != Errno.EAGAIN && errno != Errno.EWOULDBLOCK) {
            resting = true;
            restEndsNanos = desk.inMillis(Limits.ACCEPT_PAUSE_MILLIS);
            key.interestOps(0);
            complain("could not accept a connection: " + errno);
        }
    }

    private void admit(UnixSocketChannel client) throws IOException {
        boolean admitted = false;
        try {
            hardenDescriptor.accept(client.getFD());
            if (inside.size() < desk.limits.connections()) {
                ClientChannel channel = new ClientChannel(client, key.selector());
                Visitor visitor = new Visitor(channel, this, desk);
                channel.attach(visitor);
                inside.add(visitor);
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
