package org.liege.vassal;

import java.util.Locale;
import java.util.Optional;

/** What an operator may order. */
public enum Verb {
    /** Clears a stop and starts. */
    START,
    /** Ends all workers and refuses connections until {@code start}. */
    STOP,
    /** Ends all workers and starts new ones on the same listener. */
    RESTART,
    /** Puts a new generation in place as the vassal file's {@code reload} says. */
    RELOAD,
    /** Clears the backoff and tries now. */
    RESET;

    /** The protocol's word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verb of that word. */
    public static Optional<Verb> of(String word) {
        for (Verb verb : values()) {
            if (verb.word().equals(word)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }
}
