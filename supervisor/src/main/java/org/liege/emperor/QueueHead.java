package org.liege.emperor;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.QueueReader;

/**
 * Others' connections, watched in place of our own: into a queue that is always full none of ours ever gets, because whoever
 * waits in connect(2) takes each place that becomes free. A worker that is started into such a crowd is to be found ready all the
 * same.
 */
final class QueueHead {
    /** So many of those who come next are watched. */
    private static final int MOST = 16;

    private final QueueReader diag;
    private final long listener;
    private List<Long> watched = List.of();

    /** @param listener the inode of the listener */
    QueueHead(QueueReader diag, long listener) {
        this.diag = diag;
        this.listener = listener;
    }

    /** The servers' ends of those who were in the queue at the look before and have been accepted since. */
    Set<Long> look() {
        Set<Long> peers = new HashSet<>();
        try {
            for (long client : watched) {
                OptionalLong peer = diag.peer(client);
                if (peer.isPresent() && peer.getAsLong() != 0) {
                    peers.add(peer.getAsLong());
                }
            }
            watched = diag.waiting(listener).orElse(List.of()).stream()
                    .filter(client -> client != 0)
                    .limit(MOST)
                    .toList();
        } catch (KernelException unreadable) {
            watched = List.of();
        }
        return peers;
    }
}
