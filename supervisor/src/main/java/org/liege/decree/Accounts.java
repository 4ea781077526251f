package org.liege.decree;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the name service and the kernel know of users and groups. Called from the scanner's thread only; may block. */
public interface Accounts {
    /** The account of that login name. */
    Optional<Account> user(String name);

    /** The account of that number. */
    Optional<Account> user(int uid);

    /** The number of the group of that name. */
    OptionalInt group(String name);

    /** The daemon's own user. */
    int effectiveUid();

    /** The daemon's own group. */
    int effectiveGid();

    /** Every group whose files the daemon may give away: its own and its supplementary ones. */
    Set<Integer> effectiveGroups();

    /**
     * One line of passwd(5).
     *
     * @param gid the primary group
     */
    record Account(int uid, int gid, String name, String home, String shell) {
        public Account {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(home, "home");
            Objects.requireNonNull(shell, "shell");
        }
    }
}
