package org.liege.vassal;

import java.util.Objects;

/**
 * One listening Unix socket that a vassal asks for.
 *
 * @param path absolute, at most 107 bytes
 * @param backlog the {@code listen} value as written; the kernel may clamp it to net.core.somaxconn
 * @param mode permission bits, 0-0777
 * @param uid owner of the socket file
 * @param gid group of the socket file
 * @param masters true for a path in the daemon's own {@code {run}/apps}; false for one elsewhere, which is bound,
 *     unlinked and
 *     renamed with the tenant's rights
 * @param byWorker whether the worker binds it by itself; its mode and owner are then the worker's affair
 */
public record SocketDecree(
        String path, int backlog, int mode, int uid, int gid, boolean masters, boolean byWorker) {
    public SocketDecree {
        Objects.requireNonNull(path, "path");
        if (backlog < 0) {
            throw new IllegalArgumentException("backlog " + backlog);
        }
        if ((mode & ~0777) != 0) {
            throw new IllegalArgumentException("mode " + Integer.toOctalString(mode));
        }
    }

    /** One that the daemon binds. */
    public SocketDecree(String path, int backlog, int mode, int uid, int gid, boolean masters) {
        this(path, backlog, mode, uid, gid, masters, false);
    }

    /** Who binds it, as the state has it: {@code master} or {@code worker}. */
    public String owner() {
        return byWorker ? "worker" : "master";
    }

    /** Same file at the same rights; only then can a live listener be kept when the decree changes. */
    public boolean samePlace(SocketDecree other) {
        return path.equals(other.path) && masters == other.masters && byWorker == other.byWorker;
    }
}
