package org.liege.realm;

import java.util.Locale;
import java.util.Objects;
import org.liege.vassal.Cause;
import org.liege.vassal.Moment;
import org.liege.vassal.State;

/**
 * Something that happened to a vassal, as the annals have it.
 *
 * @param sequence grows with every entry and every published snapshot, by one counter for both: a snapshot holds what all
 *     entries up to its own sequence tell
 * @param app the vassal's name; null when it concerns the daemon itself
 * @param from the state before; null when there was none
 * @param to the state after; null when there is none
 * @param cause the latest cause; null when it has none of a vassal's
 * @param words in full, for the operator; one line
 */
public record Entry(long sequence, Moment at, String app, Kind kind, State from, State to, Cause cause, String words) {
    /** What kind of thing. */
    public enum Kind {
        /** A vassal is there that was not before. */
        APPEARED,
        /** Its state has changed. */
        STATE,
        /** Its state is what it was, for another reason. */
        REASON,
        /** What is wrong with its file has changed. */
        FAULTS,
        /** It is there no more. */
        GONE,
        /** The operator's hook failed, or works again. */
        HOOK;

        /** The protocol's word for it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Entry {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(words, "words");
        if (kind != Kind.HOOK && app == null) {
            throw new IllegalArgumentException("no app for " + kind);
        }
    }

    /** Whether strangers may be told of it; those get the cause's phrase in place of the words. */
    public boolean fitForStrangers() {
        return kind != Kind.FAULTS && kind != Kind.HOOK;
    }
}
