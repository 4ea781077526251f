package org.liege.vassal;

import java.util.Objects;

/** How an edit or a touch of the file, or the operator's {@code reload}, reaches the workers. */
public sealed interface Reload {
    /** New workers start beside the old ones on the same listeners; the old ones end when the new have proven themselves. */
    record Rolling() implements Reload {}

    /** The old workers end first. */
    record Restart() implements Reload {}

    /**
     * The workers are sent a signal and reload by themselves. Where they have to be executed differently, it is a rolling
     * reload all the same; for uWSGI a restart.
     *
     * @param signal name without SIG, such as {@code HUP}
     */
    record Signal(String signal) implements Reload {
        public Signal {
            Objects.requireNonNull(signal, "signal");
        }
    }
}
