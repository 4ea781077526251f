package org.liege.emperor;

import org.liege.vassal.SocketDecree;
import org.liege.vassal.VassalView;

/** A listener that a worker binds by itself ({@code bind = worker}), as it was last seen. Safe from any thread. */
final class WorkerSocket {
    /** What of it can be seen: socket inode and effective backlog, both 0 while nobody of the vassal listens there. */
    record Sight(long inode, int limit) {
        static final Sight NOTHING = new Sight(0, 0);
    }

    private final SocketDecree decree;
    private volatile Sight sight;

    WorkerSocket(SocketDecree decree, Sight sight) {
        this.decree = decree;
        this.sight = sight;
    }

    SocketDecree decree() {
        return decree;
    }

    Sight sight() {
        return sight;
    }

    /** True when that is something else than before. */
    boolean seen(Sight now) {
        boolean news = !now.equals(sight);
        sight = now;
        return news;
    }

    VassalView.SocketView view() {
        Sight now = sight;
        return new VassalView.SocketView(decree.path(), now.inode(), decree.owner(), now.limit(), decree.backlog());
    }
}
