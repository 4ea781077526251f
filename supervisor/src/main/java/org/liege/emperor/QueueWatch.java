package org.liege.emperor;

import java.util.List;

/**
 * Whether a listen queue moves, told from who waits in it at several moments. A queue may stand and grow, and clients in it may
 * go away; only when somebody is accepted do the others move up.
 */
final class QueueWatch {
    private List<Long> before;
    private boolean moved;

    /** @param waiting inodes, the longest wait first; 0 for a client that has gone */
    void look(List<Long> waiting) {
        moved |= before != null && !stands(before, waiting);
        before = List.copyOf(waiting);
    }

    /** Everybody still has the same place. */
    private static boolean stands(List<Long> before, List<Long> now) {
        if (now.size() < before.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (now.get(i) != 0 && !now.get(i).equals(before.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether anyone was accepted between the first look and the last. */
    boolean moved() {
        return moved;
    }

    /** How many waited at the last look. */
    int length() {
        return before == null ? 0 : before.size();
    }
}
