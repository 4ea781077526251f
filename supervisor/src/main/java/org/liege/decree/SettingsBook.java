package org.liege.decree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liege.decree.DaemonConfig.Setting;

/**
 * Applies values of the daemon's configuration, the strongest origin first, and notes where each one that holds stands.
 */
final class SettingsBook {
    private final DaemonDraft draft;
    private final FaultList faults;
    private final List<Setting> held = new ArrayList<>();
    private final Set<String> settled = new HashSet<>();

    SettingsBook(DaemonDraft draft, FaultList faults) {
        this.draft = draft;
        this.faults = faults;
    }

    /** Applies the values of one origin; those whose key a stronger origin has are only checked. */
    void apply(List<IniEntry> entries, Path base) {
        draft.base = base;
        Map<String, IniEntry> here = new HashMap<>();
        for (IniEntry entry : entries) {
            Optional<DaemonKey> key =
                    DaemonKey.all().stream().filter(known -> known.name().equals(entry.key())).findFirst();
            if (key.isEmpty()) {
                faults.add(entry, DaemonKey.unknown(entry.key()));
            } else {
                apply(key.get(), entry, here.putIfAbsent(entry.key(), entry));
            }
        }
        settled.addAll(here.keySet());
    }

    private void apply(DaemonKey key, IniEntry entry, IniEntry first) {
        if (first != null && !key.repeatable()) {
            String twice = first.line() == 0 ? "is given twice" : "stands here and on line " + first.line();
            faults.add(entry, "key '" + entry.key() + "' " + twice + "; it takes one value");
            return;
        }
        try {
            if (settled.contains(key.name())) {
                key.effect().apply(scratch(), entry.value());
            } else {
                key.effect().apply(draft, entry.value());
                List<String> shown = draft.shown(key.name());
                held.add(new Setting(key.name(), shown.get(shown.size() - 1), place(entry)));
            }
        } catch (BadValue e) {
            faults.add(entry, "key '" + entry.key() + "' " + e.getMessage());
        }
    }

    /** A draft that nobody reads. */
    private DaemonDraft scratch() {
        DaemonDraft scratch = new DaemonDraft(draft.accounts);
        scratch.base = draft.base;
        return scratch;
    }

    private static String place(IniEntry entry) {
        return entry.line() == 0 ? entry.file() : entry.file() + ":" + entry.line();
    }

    /** Every key's values, in the order of the table; the draft must be filled. */
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (DaemonKey key : DaemonKey.all()) {
            List<Setting> written = held.stream().filter(setting -> setting.key().equals(key.name())).toList();
            settings.addAll(written);
            if (written.isEmpty()) {
                draft.shown(key.name()).forEach(value -> settings.add(new Setting(key.name(), value, "default")));
            }
        }
        return settings;
    }
}
