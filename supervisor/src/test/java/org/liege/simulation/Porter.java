package org.liege.simulation;

import java.util.HashSet;
import java.util.Set;
import org.liege.vassal.Fact;

/** Watches the listeners of sleepers for the first connection, as the daemon's does: each is heard once. */
final class Porter {
    private final Weather weather;
    private final Post post;
    private final Set<Long> watched = new HashSet<>();
    private final Set<String> awaited = new HashSet<>();

    Porter(Weather weather, Post post) {
        this.weather = weather;
        this.post = post;
    }

    /** The next connection to one of these listeners is news; who waits there already is heard by {@code visitors}. */
    void await(String vassal, Iterable<Long> inodes, Visitors visitors) {
        awaited.add(vassal);
        for (long inode : inodes) {
            watched.add(inode);
            if (visitors.waiting(vassal, inode) > 0) {
                heard(vassal, inode);
            }
        }
    }

    /** Somebody waits at that listener. */
    void heard(String vassal, long inode) {
        if (watched.remove(inode) && awaited.remove(vassal)) {
            post.deliver(weather.latency(), vassal, new Fact.Called());
        }
    }

    void masterDied() {
        watched.clear();
        awaited.clear();
    }
}
