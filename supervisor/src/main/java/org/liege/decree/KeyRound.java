package org.liege.decree;

/** Goes through the keys of one file, and then through the presets of those that are missing. */
final class KeyRound {
    private final Draft draft;
    private final Placeholders placeholders;
    private final FaultList faults;

    KeyRound(Draft draft, Placeholders placeholders, FaultList faults) {
        this.draft = draft;
        this.placeholders = placeholders;
        this.faults = faults;
    }

    void apply(IniEntry entry) {
        draft.wrote(entry);
        apply(Keys.find(entry.key()).orElseThrow(), entry, faults);
    }

    /** Gives a key that holds no good value the one that holds in its absence. */
    void preset(Key key, String value) {
        if (!draft.holds(key.name())) {
            IniEntry preset = new IniEntry(draft.file.path().toString(), 0, "vassal", key.name(), value);
            // In place of a refused value the preset must not add a fault of its own.
            apply(key, preset, draft.isWritten(key.name()) ? new FaultList() : faults);
        }
    }

    private void apply(Key key, IniEntry entry, FaultList to) {
        try {
            String resolved = placeholders.resolve(entry.value());
            placeholders.remember(entry.key(), resolved);
            key.effect().apply(draft, entry.key(), new Value(resolved, entry.value(), placeholders));
        } catch (BadValue e) {
            to.add(entry, "key '" + entry.key() + "' " + e.getMessage());
            draft.failed(entry.key());
        }
    }
}
