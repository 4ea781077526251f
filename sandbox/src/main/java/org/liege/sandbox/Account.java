package org.liege.sandbox;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * A user as the name service knows him.
 *
 * @param name login name, or the number as text when the number has no entry
 * @param uid user id
 * @param gid primary group; empty when the number has no entry
 * @param home home directory, {@code /} when unknown
 * @param shell login shell, {@code /bin/sh} when unknown
 */
public record Account(String name, int uid, OptionalInt gid, String home, String shell) {
    public Account {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(gid, "gid");
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(shell, "shell");
    }
}
