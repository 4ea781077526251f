package org.liege.sandbox;

import java.util.List;

/**
 * Whom a process is to run as.
 *
 * @param uid user id
 * @param gid primary group id
 * @param groups supplementary groups; none clears them all
 */
public record RunAs(int uid, int gid, List<Integer> groups) {
    public RunAs {
        groups = List.copyOf(groups);
        if (uid < 0 || gid < 0 || groups.stream().anyMatch(group -> group < 0)) {
            throw new IllegalArgumentException("uid " + uid + ", gid " + gid + ", groups " + groups);
        }
    }

    /** The part that matters for looking at files. */
    public Tenant tenant() {
        return new Tenant(uid, gid);
    }
}
