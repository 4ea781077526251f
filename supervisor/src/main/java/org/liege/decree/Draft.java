package org.liege.decree;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.liege.vassal.Decree;
import org.liege.vassal.Execution;
import org.liege.vassal.SocketDecree;
import org.liege.vassal.Identity;

/** What the keys of one file have ordered so far; sealed into a decree once all are read. */
final class Draft {
    final VassalFile file;
    final Surroundings surroundings;
    final ExecutionDraft execution = new ExecutionDraft();
    final IdentityDraft identity = new IdentityDraft();
    final SocketsDraft sockets = new SocketsDraft();
    final PolicyDraft policy = new PolicyDraft();
    final Map<String, String> metadata = new TreeMap<>();
    int processes;
    /** The listeners of a file with a [uwsgi] section, which says all of them itself; null for any other file. */
    List<SocketDecree> ofUwsgi;
    /** Whether an HTTP request over the first listener can be understood. */
    boolean firstSpeaksHttp = true;

    private final FaultList faults;
    private final Map<String, IniEntry> written = new HashMap<>();
    private final Set<String> failed = new HashSet<>();

    Draft(VassalFile file, Surroundings surroundings, FaultList faults) {
        this.file = file;
        this.surroundings = surroundings;
        this.faults = faults;
    }

    /** Notes where a key stands, for faults that come to light when the whole is known. */
    void wrote(IniEntry entry) {
        written.put(entry.key(), entry);
    }

    /** Notes that a key's value was refused, so that no fault follows from what holds in its stead. */
    void failed(String key) {
        failed.add(key);
    }

    boolean isWritten(String key) {
        return written.containsKey(key);
    }

    /** Whether a good value was written. */
    boolean holds(String key) {
        return written.containsKey(key) && !failed.contains(key);
    }

    /** A fault of a key's value that only the whole shows; silent when one of the keys has a fault of its own. */
    void contradiction(String key, String message, String... others) {
        if (failed.contains(key) || Set.of(others).stream().anyMatch(failed::contains)) {
            return;
        }
        IniEntry place = written.get(key);
        String text = "key '" + key + "' " + message;
        if (place == null) {
            faults.add(file.path().toString(), 0, text);
        } else {
            faults.add(place, text);
        }
    }

    /** The decree, or empty when there is any fault. */
    Optional<Decree> seal(String digest) {
        if (execution.command == null) {
            contradiction("command", "is missing: nothing says what to run");
        }
        Identity whom = identity.seal(this);
        List<SocketDecree> listeners = ofUwsgi == null ? sockets.seal(this, whom) : ofUwsgi;
        var policies = policy.seal(this, listeners);
        execution.check(this);
        if (!faults.isEmpty()) {
            return Optional.empty();
        }
        Execution run = execution.seal(whom);
        return Optional.of(new Decree(
                file.name(), file.path().toString(), ofUwsgi == null ? "vassal" : "uwsgi", digest, run, listeners, processes,
                policies.orElseThrow(), metadata));
    }
}
