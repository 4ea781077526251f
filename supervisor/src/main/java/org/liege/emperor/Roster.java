package org.liege.emperor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every listener of the realm and whose it is, as of one version of the estates; made anew only when that has changed. */
final class Roster {
    /**
     * One listener and whose it is.
     *
     * @param limit its effective backlog
     * @param holding null when a worker has bound it, not we
     */
    record Ward(String vassal, String path, long inode, int limit, Estate.Holding holding) {}

    private final long version;
    private final Map<String, List<Ward>> byDirectory = new HashMap<>();
    private final Map<Long, Ward> byInode = new HashMap<>();
    private final Map<String, List<WorkerSocket>> workersOwn = new HashMap<>();
    private final Set<String> vassals = new HashSet<>();

    private Roster(long version) {
        this.version = version;
    }

    /** The version is read first: what changes meanwhile makes the next question find a newer one. */
    static Roster of(Estates estates) {
        Roster roster = new Roster(estates.version());
        estates.forEach((vassal, estate) -> {
            estate.holdings().forEach(holding -> roster.add(vassal, holding));
            estate.workersOwn().forEach(socket -> roster.add(vassal, socket));
        });
        return roster;
    }

    private void add(String vassal, Estate.Holding holding) {
        String path = holding.decree().path();
        Ward ward = new Ward(vassal, path, holding.socket().inode(), holding.socket().effectiveBacklog(), holding);
        byDirectory.computeIfAbsent(path.substring(0, path.lastIndexOf('/') + 1), unused -> new ArrayList<>()).add(ward);
        byInode.put(ward.inode(), ward);
        vassals.add(vassal);
    }

    private void add(String vassal, WorkerSocket socket) {
        workersOwn.computeIfAbsent(vassal, unused -> new ArrayList<>()).add(socket);
        WorkerSocket.Sight sight = socket.sight();
        if (sight.inode() != 0) {
            byInode.put(sight.inode(), new Ward(vassal, socket.decree().path(), sight.inode(), sight.limit(), null));
            vassals.add(vassal);
        }
    }

    /** Whether it still is how things are. */
    boolean holdsFor(Estates estates) {
        return version == estates.version();
    }

    /** Those that we hold, by the directory of their path, with its final slash. */
    Map<String, List<Ward>> byDirectory() {
        return byDirectory;
    }

    /** What workers bind by themselves, by vassal. */
    Map<String, List<WorkerSocket>> workersOwn() {
        return workersOwn;
    }

    /** The one with that socket inode, or null. */
    Ward ward(long inode) {
        return byInode.get(inode);
    }

    /** All that listen. */
    Collection<Ward> wards() {
        return byInode.values();
    }

    /** The sockets' inodes, as sock_diag has them. */
    Set<Long> inodes() {
        return byInode.keySet();
    }

    /** Those with anything that listens. */
    Set<String> vassals() {
        return vassals;
    }
}
