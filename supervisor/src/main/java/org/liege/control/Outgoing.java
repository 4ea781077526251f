package org.liege.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What one connection has still to be sent: bytes that the socket wouldn't take, then the rest of a list. While there
 * is any, no further request of this connection is looked at.
 */
final class Outgoing {
    private static final byte[] NOTHING = {};

    private final ClientChannel channel;
    private byte[] unsent = NOTHING;
    private int sent;
    private Delivery delivery;

    Outgoing(ClientChannel channel) {
        this.channel = channel;
    }

    boolean isEmpty() {
        return unsent.length == 0 && delivery == null;
    }

    int heldBytes() {
        return unsent.length + (delivery == null ? 0 : delivery.story().heldBytes());
    }

    /** To be sent once all before it is. */
    void follow(Delivery next) {
        delivery = next.story().ended() ? null : next;
    }

    /** Whether there is something to be sent now, if the socket takes it. */
    boolean hasWork() {
        return unsent.length > 0 || delivery != null && !delivery.story().idle();
    }

    /** The events that are followed here, if any are. */
    Optional<EventStream> events() {
        return delivery != null && delivery.story() instanceof EventStream events ? Optional.of(events) : Optional.empty();
    }

    /** Sends what it can of {@code reply}, which it clears, and keeps the rest. Tells whether bytes went out. */
    boolean send(Reply reply, ByteBuffer window) throws IOException {
        if (unsent.length > 0) {
            append(reply);
            return false;
        }
        int at = 0;
        while (at < reply.size()) {
            window.clear();
            reply.copyTo(window, at);
            window.flip();
            int wrote = channel.write(window);
            at += wrote;
            if (wrote == 0 || window.hasRemaining()) {
                break;
            }
        }
        if (at < reply.size()) {
            unsent = reply.rest(at);
            sent = 0;
        }
        reply.clear();
        return at > 0;
    }

    /** An order's answer may come while an earlier, pipelined answer is still on its way. */
    private void append(Reply reply) {
        byte[] more = reply.rest(0);
        byte[] all = Arrays.copyOfRange(unsent, sent, unsent.length + more.length);
        System.arraycopy(more, 0, all, unsent.length - sent, more.length);
        unsent = all;
        sent = 0;
        reply.clear();
    }

    /** The socket takes bytes again: sends on, at most one slice. Tells whether bytes went out. */
    boolean resume(Reply reply, Reply scratch, ByteBuffer window) throws IOException {
        if (unsent.length > 0) {
            return sendUnsent(window);
        }
        if (delivery == null) {
            return false;
        }
        delivery.slice(reply, scratch);
        if (delivery.story().ended()) {
            delivery = null;
        }
        return send(reply, window);
    }

    private boolean sendUnsent(ByteBuffer window) throws IOException {
        int before = sent;
        boolean blocked = false;
        while (!blocked && sent < unsent.length) {
            window.clear();
            window.put(unsent, sent, Math.min(unsent.length - sent, window.remaining()));
            window.flip();
            int wrote = channel.write(window);
            sent += wrote;
            blocked = wrote == 0 || window.hasRemaining();
        }
        boolean progress = sent > before;
        if (sent == unsent.length) {
            unsent = NOTHING;
            sent = 0;
        }
        return progress;
    }
}
