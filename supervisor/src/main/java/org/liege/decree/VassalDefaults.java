package org.liege.decree;

import java.util.List;

/**
 * The keys of {@code vassal-defaults}, which hold wherever a vassal's own file does not have the key; a vassal's list
 * replaces a default list as a whole. Made by {@link DecreeReader#readDefaults}.
 */
public final class VassalDefaults {
    /** No defaults. */
    public static final VassalDefaults NONE = new VassalDefaults(List.of());

    private final List<IniEntry> entries;

    VassalDefaults(List<IniEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    List<IniEntry> entries() {
        return entries;
    }

    /** Whether the same keys have the same values; the lines they stand on don't matter. */
    boolean saysSame(VassalDefaults other) {
        return words(this).equals(words(other));
    }

    private static List<List<String>> words(VassalDefaults defaults) {
        return defaults.entries.stream().map(entry -> List.of(entry.key(), entry.value())).toList();
    }
}
