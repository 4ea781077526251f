package org.liege.emperor;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All processes that were spawned and whose end has not been taken note of. Safe from any thread. */
final class Subjects {
    private final Map<Integer, Subject> byPid = new ConcurrentHashMap<>();

    void add(Subject subject) {
        byPid.put(subject.pid, subject);
    }

    /** The subject with that pid, if it is still the same process. */
    Optional<Subject> find(int pid, long startTicks) {
        return Optional.ofNullable(byPid.get(pid)).filter(subject -> subject.startTicks == startTicks);
    }

    void remove(Subject subject) {
        byPid.remove(subject.pid, subject);
    }

    /** Processes of the other workers of the same vassal, of whatever generation. */
    List<Integer> rivals(Subject subject) {
        return byPid.values().stream()
                .filter(other -> other != subject && other.vassal.equals(subject.vassal) && !other.hasEnded())
                .map(other -> other.pid)
                .toList();
    }

    /** Whether any process of the vassal lives. */
    boolean anyOf(String vassal) {
        return byPid.values().stream().anyMatch(other -> other.vassal.equals(vassal) && !other.hasEnded());
    }

    Collection<Subject> all() {
        return List.copyOf(byPid.values());
    }
}
