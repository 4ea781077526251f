package org.liege.sandbox;

import java.util.Objects;

/**
 * A child that has been started, and what names it for ever.
 *
 * @param pid its process id, and its session's
 * @param pidfd a handle on it; the receiver closes it
 * @param startTicks as {@link ProcessTable#startTicks}
 */
public record Spawned(int pid, Descriptor pidfd, long startTicks) {
    public Spawned {
        Objects.requireNonNull(pidfd, "pidfd");
    }
}
