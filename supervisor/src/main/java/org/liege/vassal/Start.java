package org.liege.vassal;

import java.util.Locale;

/** When a vassal starts ({@code start} in a vassal file). */
public enum Start {
    /** As soon as its file is there. */
    BOOT,
    /** At the first connection, or when it is asked for. Until then it is a socket and nothing else. */
    DEMAND;

    /** The word in files and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
