package org.liege.control;

import org.liege.protocol.Event;
import org.liege.realm.Entry;

/**
 * Prints entries as JSON, once for all who follow: the latest are kept printed, for each door, because everybody is told
 * them at the same time. For the door thread only.
 */
final class EventPress {
    /** Entries kept printed. */
    private static final int KEPT = 256;

    private record Print(Entry entry, byte[] json) {}

    private final Print[] forOperator = new Print[KEPT];
    private final Print[] forStrangers = new Print[KEPT];

    byte[] print(Entry entry, boolean tellAll) {
        Print[] kept = tellAll ? forOperator : forStrangers;
        int place = (int) (entry.sequence() % KEPT);
        Print known = kept[place];
        if (known == null || known.entry() != entry) {
            known = new Print(entry, event(entry, tellAll).toJson());
            kept[place] = known;
        }
        return known.json();
    }

    static Event event(Entry entry, boolean tellAll) {
        String phrase = entry.cause() == null ? entry.kind().word() : entry.cause().phrase();
        return new Event(
                entry.sequence(),
                Portrait.instant(entry.at()),
                entry.app(),
                entry.kind().word(),
                entry.from() == null ? null : entry.from().word(),
                entry.to() == null ? null : entry.to().word(),
                tellAll ? entry.words() : phrase,
                entry.cause() == null ? null : entry.cause().word());
    }
}
