package org.liege.control;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.liege.realm.Annals;
import org.liege.realm.Entry;

/**
 * The annals, in a ring: one writer, any number of readers, no lock. Each slot names the position that it holds, so that a
 * reader who was overtaken notices.
 */
public final class EventRing implements Annals {
    /** Entries kept. A realm of 10,000 that is looked at for the first time makes as many at once. */
    static final int MOST_ENTRIES = 32_768;
    /** Characters of all their words, so that long reasons don't cost more memory than many short ones. */
    static final int MOST_CHARACTERS = 4 << 20;

    private record Slot(long position, Entry entry) {}

    private final AtomicReferenceArray<Slot> slots;
    private final int mostCharacters;
    private final Histories histories = new Histories();
    private volatile long start;
    private volatile long end;
    /** The sequence up to which entries may be missing. */
    private volatile long forgotten;

    private long characters;

    /** @param sequence what came before the first entry; nobody can resume from an earlier one */
    public EventRing(long sequence) {
        this(sequence, MOST_ENTRIES, MOST_CHARACTERS);
    }

    EventRing(long sequence, int mostEntries, int mostCharacters) {
        this.forgotten = sequence;
        this.slots = new AtomicReferenceArray<>(mostEntries);
        this.mostCharacters = mostCharacters;
    }

    /** Appends; by one thread only, with growing sequences. */
    public void add(Entry entry) {
        characters += entry.words().length();
        while (end - start == slots.length() || characters > mostCharacters && end > start) {
            forgetOldest();
        }
        histories.add(entry);
        slots.set(index(end), new Slot(end, entry));
        end = end + 1;
    }

    private void forgetOldest() {
        Entry oldest = at(start);
        characters -= oldest.words().length();
        forgotten = oldest.sequence();
        slots.set(index(start), null);
        start = start + 1;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public Entry at(long position) {
        Slot slot = slots.get(index(position));
        return slot != null && slot.position() == position ? slot.entry() : null;
    }

    @Override
    public long after(long sequence) {
        long high = end;
        long low = start;
        while (low < high) {
            long middle = (low + high) >>> 1;
            Entry entry = at(middle);
            if (entry == null || entry.sequence() <= sequence) {
                // One that was forgotten meanwhile is an early one.
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // Asked last: what was forgotten while we searched counts.
        return sequence < forgotten ? LOST : low;
    }

    @Override
    public List<Entry> history(String app) {
        return histories.of(app);
    }

    private int index(long position) {
        return (int) (position % slots.length());
    }
}
