package org.liege.emperor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every listener of the realm and whose it is, as of one version of the estates; made anew only when that has changed. */
final class Roster {
    /** One listener and whose it is. */
    record Ward(String vassal, Estate.Holding holding) {}

    private final long version;
    private final Map<String, List<Ward>> byDirectory = new HashMap<>();
    private final Set<Long> inodes = new HashSet<>();

    private Roster(long version) {
        this.version = version;
    }

    /** The version is read first: what changes meanwhile makes the next question find a newer one. */
    static Roster of(Estates estates) {
        Roster roster = new Roster(estates.version());
        estates.forEach((vassal, estate) -> estate.holdings().forEach(holding -> roster.add(new Ward(vassal, holding))));
        return roster;
    }

    private void add(Ward ward) {
        String path = ward.holding().decree().path();
        byDirectory.computeIfAbsent(path.substring(0, path.lastIndexOf('/') + 1), unused -> new ArrayList<>()).add(ward);
        inodes.add(ward.holding().socket().inode());
    }

    /** Whether it still is how things are. */
    boolean holdsFor(Estates estates) {
        return version == estates.version();
    }

    /** By the directory of their path, with its final slash. */
    Map<String, List<Ward>> byDirectory() {
        return byDirectory;
    }

    /** The sockets' inodes, as sock_diag has them. */
    Set<Long> inodes() {
        return inodes;
    }
}
