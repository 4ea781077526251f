package org.liege.decree;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What a vassal file's meaning depends on beside its text.
 *
 * @param accounts users and groups
 * @param environment the master's environment, for {@code $(ENV)}
 * @param runDirectory {@code {run}}, absolute and normal
 * @param proxyGid the group that sockets belong to when {@code chown-socket} names none
 */
public record Surroundings(Accounts accounts, Map<String, String> environment, Path runDirectory, int proxyGid) {
    public Surroundings {
        Objects.requireNonNull(accounts, "accounts");
        environment = Map.copyOf(environment);
        if (!runDirectory.isAbsolute() || !runDirectory.equals(runDirectory.normalize())) {
            throw new IllegalArgumentException("run directory " + runDirectory);
        }
    }

    boolean isRoot() {
        return accounts.effectiveUid() == 0;
    }
}
