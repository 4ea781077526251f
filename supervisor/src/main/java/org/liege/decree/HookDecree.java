package org.liege.decree;

import java.util.List;
import java.util.Set;
import org.liege.vassal.State;

/**
 * What is run when a vassal's state changes.
 *
 * @param command argv; empty for nothing
 * @param timeoutMillis how long one run may take
 * @param on the states whose coming is told
 */
public record HookDecree(List<String> command, long timeoutMillis, Set<State> on) {
    public HookDecree {
        command = List.copyOf(command);
        on = Set.copyOf(on);
        if (timeoutMillis < 1) {
            throw new IllegalArgumentException("timeoutMillis " + timeoutMillis);
        }
    }

    /** Whether there is a hook at all. */
    public boolean isSet() {
        return !command.isEmpty();
    }
}
