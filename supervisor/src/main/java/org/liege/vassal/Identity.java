package org.liege.vassal;

import java.util.List;
import java.util.Objects;

/**
 * Whom the workers run as, resolved to numbers when the file was read.
 *
 * @param uid user id
 * @param gid primary group id
 * @param groups supplementary groups, without {@code gid}
 * @param user login name, or the number as text when it has none
 * @param home home directory, {@code /} when unknown
 * @param shell login shell, {@code /bin/sh} when unknown
 */
public record Identity(int uid, int gid, List<Integer> groups, String user, String home, String shell) {
    public Identity {
        groups = List.copyOf(groups);
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(shell, "shell");
    }
}
