package org.liege.control;

import org.liege.realm.Entry;

/** An entry as one line of JSON, as it is told at {@code control.sock}. */
public final class EventLine {
    private EventLine() {}

    /** UTF-8, without the line's end. */
    public static byte[] of(Entry entry) {
        return EventPress.event(entry, true).toJson();
    }
}
