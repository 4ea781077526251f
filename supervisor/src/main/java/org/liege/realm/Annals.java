package org.liege.realm;

import java.util.List;

/**
 * The latest entries, in order, as far back as there is room for. Entries have positions, which count from the first ever
 * written. Written by the loop; reading is safe from any thread, never blocks and never holds the loop up.
 */
public interface Annals {
    /** What {@link #after} answers when entries in between are lost. */
    long LOST = -1;

    /** The position after the latest entry. */
    long end();

    /** The entry at a position below {@link #end}; null when it is no longer kept. */
    Entry at(long position);

    /** The position of the first entry after that sequence, or {@link #end}; {@link #LOST} when some may be missing. */
    long after(long sequence);

    /** The latest changes of one vassal, oldest first; kept for each, however much happens to others. */
    List<Entry> history(String app);
}
