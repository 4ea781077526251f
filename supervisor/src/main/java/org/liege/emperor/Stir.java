package org.liege.emperor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.EventPoll;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ListeningSocket;

/**
 * Tells when anybody comes to any listener, in a realm to which nobody has come for a while: so the queues need not be read again
 * and again where nothing happens, and still nothing is missed. Each listener tells once and then no more until it is armed again,
 * or a realm with visitors would be woken by every one of them. One thread waits; {@link #wake} is for others.
 */
final class Stir implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Stir.class);

    private final EventPoll poll;
    /** Descriptors by socket inode: a number may be another listener's by now, an inode is not. */
    private final Map<Long, Integer> watched = new HashMap<>();
    private final Set<Long> unarmed = new HashSet<>();

    Stir(EventPoll poll) {
        this.poll = poll;
    }

    static Stir open() throws KernelException {
        return new Stir(EventPoll.open());
    }

    /** From now on these are watched, and no others. A closed one leaves by itself, or when the last worker closes it. */
    void watch(Iterable<Roster.Ward> wards) {
        Set<Long> current = new HashSet<>();
        for (Roster.Ward ward : wards) {
            if (ward.holding() == null) {
                continue;
            }
            ListeningSocket socket = ward.holding().socket();
            current.add(socket.inode());
            if (!watched.containsKey(socket.inode())) {
                add(socket);
            }
        }
        watched.keySet().retainAll(current);
        unarmed.retainAll(current);
    }

    /** The loop may close it at any moment; then there is nothing to watch, and the next roster doesn't have it. */
    private void add(ListeningSocket socket) {
        try {
            int fd = socket.fd();
            poll.add(fd, socket.inode(), EventPoll.READABLE | EventPoll.ONCE);
            watched.put(socket.inode(), fd);
        } catch (KernelException | IllegalStateException closed) {
            LOG.debug("{} is not watched: {}", socket.path(), closed.getMessage());
        }
    }

    /** Those that have told are to tell again. */
    void arm() {
        for (long inode : unarmed) {
            try {
                poll.change(watched.get(inode), inode, EventPoll.READABLE | EventPoll.ONCE);
            } catch (KernelException closed) {
                LOG.debug("socket {} is not watched any more: {}", inode, closed.getMessage());
            }
        }
        unarmed.clear();
    }

    /** Waits until anybody has come to one that is armed, or the time is over, or {@link #wake}. */
    void await(long millis) throws KernelException {
        poll.await(millis, (inode, events) -> {
            if (watched.containsKey(inode)) {
                unarmed.add(inode);
            }
        });
    }

    void wake() {
        poll.wake();
    }

    /** By the waiting thread. */
    @Override
    public void close() {
        poll.close();
    }
}
