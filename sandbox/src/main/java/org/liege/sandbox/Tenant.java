package org.liege.sandbox;

/** Whose rights are used for a path outside the daemon's own directories. */
public record Tenant(int uid, int gid) {
    public Tenant {
        if (uid < 0 || gid < 0) {
            throw new IllegalArgumentException("uid " + uid + ", gid " + gid);
        }
    }
}
