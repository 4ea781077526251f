package org.liege.sandbox;

import java.util.Set;

/**
 * Who is with a listener at one moment.
 *
 * @param waiting connections in its queue, our own probes not counted
 * @param clients inodes of the sockets at the other ends of its accepted connections, as long as these are open and no probes of ours
 */
public record Attendance(int waiting, Set<Long> clients) {
    public Attendance {
        clients = Set.copyOf(clients);
    }
}
