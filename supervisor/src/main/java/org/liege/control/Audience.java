package org.liege.control;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The connections that follow events. */
final class Audience {
    private final Map<Door, Set<Visitor>> followers = new EnumMap<>(Door.class);
    /** Read by the loop's thread, so that a publication that nobody follows wakes nobody. */
    private volatile boolean present;

    boolean isPresent() {
        return present;
    }

    /** False when there is no room at its door. */
    boolean join(Visitor visitor) {
        Set<Visitor> there = followers.computeIfAbsent(visitor.door(), door -> new LinkedHashSet<>());
        if (there.size() >= Limits.FOLLOWERS) {
            return false;
        }
        present = true;
        there.add(visitor);
        return true;
    }

    void leave(Visitor visitor) {
        Set<Visitor> there = followers.get(visitor.door());
        if (there != null && there.remove(visitor)) {
            present = followers.values().stream().anyMatch(set -> !set.isEmpty());
        }
    }

    /** There is a new snapshot, and mostly news with it. */
    void published() {
        followers.values().forEach(there -> there.forEach(Visitor::news));
    }
}
