package org.liege.vassal;

import java.util.Objects;

/** A cause, and the same in full for the operator (one line; may name paths and log lines). */
public record Reason(Cause cause, String words) {
    public Reason {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(words, "words");
    }

    /** The bare phrase. */
    public static Reason of(Cause cause) {
        return new Reason(cause, cause.phrase());
    }
}
