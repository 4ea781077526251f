package org.liege.vassal;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one valid vassal file orders, with every placeholder resolved and every name looked up.
 *
 * @param name the vassal's name, from the file's name
 * @param file absolute path of the file
 * @param kind {@code vassal}, or {@code uwsgi} for a file with a [uwsgi] section
 * @param digest changes exactly when the file was edited or touched (content and identity of the file)
 * @param execution what is executed
 * @param sockets the listeners, in order; may be empty
 * @param processes how many workers share the listeners, at least 1
 * @param policy how they are supervised
 * @param metadata the {@code name.*} keys
 */
public record Decree(
        String name,
        String file,
        String kind,
        String digest,
        Execution execution,
        List<SocketDecree> sockets,
        int processes,
        Policy policy,
        Map<String, String> metadata) {
    public Decree {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(policy, "policy");
        sockets = List.copyOf(sockets);
        metadata = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(metadata));
        if (processes < 1) {
            throw new IllegalArgumentException("processes " + processes);
        }
    }

    /** Whether its workers bind their sockets by themselves: then two of them can't live at the same time. */
    boolean boundByWorkers() {
        return sockets.stream().anyMatch(SocketDecree::byWorker);
    }
}
