package org.liege.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sorts the rows of one dump: a connection has the name of the listener that it was made to (unix_stream_connect()), and sock_diag
 * tells of both which file that is. Of those that wait in a queue a dump tells the number only (sk_diag_dump() in
 * net/unix/diag.c).
 */
final class AttendanceRoll {
    private static final int MOST_PROBES = 16;

    /** {@code client} 0: the other end has been closed. */
    private record Connection(long client, DiagReply.File file) {}

    private final Set<Long> wanted;
    private final Map<DiagReply.File, Long> listeners = new HashMap<>();
    private final Map<Long, Integer> queued = new HashMap<>();
    private final List<Connection> connections = new ArrayList<>();

    /** @param wanted inodes of listeners */
    AttendanceRoll(Set<Long> wanted) {
        this.wanted = wanted;
    }

    /** The dump begins afresh. */
    void clear() {
        listeners.clear();
        queued.clear();
        connections.clear();
    }

    void take(DiagReply reply) {
        DiagReply.File file = reply.file();
        if (file == null) {
            return;
        }
        if (!reply.isListener()) {
            connections.add(new Connection(reply.peer().orElse(0), file));
        } else if (wanted.contains(reply.inode())) {
            listeners.put(file, reply.inode());
            queued.put(reply.inode(), reply.reading().length());
        }
    }

    /** Listeners whose queues are so short that probes of ours may be all that waits there. */
    List<Long> toAskFor() {
        return queued.entrySet().stream()
                .filter(queue -> queue.getValue() > 0 && queue.getValue() <= MOST_PROBES)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** These wait at that listener: of clients' sockets, inodes. */
    void waiting(long listener, List<Long> clients) {
        queued.put(listener, (int) clients.stream().filter(client -> !ProbeSocket.isOurs(client)).count());
    }

    Map<Long, Attendance> result() {
        Map<Long, Set<Long>> clients = new HashMap<>();
        for (Connection connection : connections) {
            Long listener = listeners.get(connection.file());
            if (listener != null && connection.client() != 0 && !ProbeSocket.isOurs(connection.client())) {
                clients.computeIfAbsent(listener, unused -> new HashSet<>()).add(connection.client());
            }
        }
        Map<Long, Attendance> result = new HashMap<>();
        queued.forEach((listener, length) ->
                result.put(listener, new Attendance(length, clients.getOrDefault(listener, Set.of()))));
        return result;
    }
}
