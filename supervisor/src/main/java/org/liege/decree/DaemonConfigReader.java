package org.liege.decree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.liege.decree.DaemonConfig.Setting;
import org.liege.vassal.Fault;

/**
 * Puts the daemon's configuration together. For each key the first that has it wins: flag, environment
 * ({@code LIEGE_RUN_DIR} only), {@code liege.ini}, default. All faults are collected.
 */
public final class DaemonConfigReader {
    private static final String SECTION = "liege";
    private static final String FLAGS = "command line";
    private static final String RUN_VARIABLE = "LIEGE_RUN_DIR";

    private final Accounts accounts;
    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final int processors;

    /** @param workingDirectory absolute; what relative paths in flags and environment start at */
    public DaemonConfigReader(
            Accounts accounts, Map<String, String> environment, Path workingDirectory, int processors) {
        this.accounts = Objects.requireNonNull(accounts, "accounts");
        this.environment = Map.copyOf(environment);
        this.workingDirectory = Objects.requireNonNull(workingDirectory, "workingDirectory");
        this.processors = processors;
    }

    /**
     * What reading gave.
     *
     * @param config empty when there are faults
     */
    public record Reading(Optional<DaemonConfig> config, List<Fault> faults) {
        public Reading {
            Objects.requireNonNull(config, "config");
            faults = List.copyOf(faults);
        }
    }

    /** Where the values of one origin stand and what relative paths in them start at. */
    private record Origin(List<IniEntry> entries, Path base) {}

    /**
     * Reads the configuration.
     *
     * @param file {@code liege.ini}, or null when there is none
     * @param flags values by name without {@code --}; one that names no key is a fault
     */
    public Reading read(Path file, Map<String, List<String>> flags) {
        FaultList faults = new FaultList();
        List<Origin> origins = new ArrayList<>();
        origins.add(new Origin(flagEntries(flags), workingDirectory));
        origins.add(new Origin(environmentEntries(), workingDirectory));
        if (file != null) {
            Path absolute = workingDirectory.resolve(file).normalize();
            origins.add(new Origin(fileEntries(absolute, faults), absolute.getParent()));
        }
        DaemonDraft draft = new DaemonDraft(accounts);
        Map<String, String> places = apply(draft, origins, faults);
        try {
            draft.base = workingDirectory;
            draft.fill(environment, processors);
        } catch (BadValue e) {
            faults.add(FLAGS, 0, "key 'run-dir' " + e.getMessage());
        }
        return faults.isEmpty()
                ? new Reading(Optional.of(draft.seal(settings(draft, places))), List.of())
                : new Reading(Optional.empty(), faults.list());
    }

    private static List<IniEntry> flagEntries(Map<String, List<String>> flags) {
        List<IniEntry> entries = new ArrayList<>();
        flags.forEach((name, values) ->
                values.forEach(value -> entries.add(new IniEntry(FLAGS, 0, SECTION, name, value))));
        return entries;
    }

    private List<IniEntry> environmentEntries() {
        String run = environment.getOrDefault(RUN_VARIABLE, "");
        return run.isEmpty() ? List.of() : List.of(new IniEntry(RUN_VARIABLE, 0, SECTION, "run-dir", run));
    }

    private static List<IniEntry> fileEntries(Path file, FaultList faults) {
        byte[] content;
        try {
            content = new LocalDisk(path -> Writers.Writing.QUIET).read(file, Limits.FILE_BYTES + 1);
        } catch (IOException e) {
            faults.add(file.toString(), 0, "could not read the configuration: " + Cause.of(e));
            return List.of();
        }
        IniText text = IniReader.read(file.toString(), content);
        faults.addAll(text.faults());
        for (IniEntry header : text.headers()) {
            if (!header.section().equals(SECTION)) {
                faults.add(header, "unknown section " + Quoted.text("[" + header.section() + "]") + "; it takes [liege]");
            }
        }
        return text.entries().stream().filter(entry -> entry.section().equals(SECTION)).toList();
    }

    /** Applies the origins in their order; returns where each key's value comes from. */
    private static Map<String, String> apply(DaemonDraft draft, List<Origin> origins, FaultList faults) {
        Map<String, String> places = new LinkedHashMap<>();
        for (Origin origin : origins) {
            draft.base = origin.base();
            Map<String, IniEntry> here = new HashMap<>();
            for (IniEntry entry : origin.entries()) {
                apply(draft, entry, here, places, faults);
            }
            here.forEach((key, entry) -> places.putIfAbsent(key, place(entry)));
        }
        return places;
    }

    private static void apply(DaemonDraft draft, IniEntry entry, Map<String, IniEntry> here, Map<String, String> places,
            FaultList faults) {
        Optional<DaemonKey> key =
                DaemonKey.all().stream().filter(known -> known.name().equals(entry.key())).findFirst();
        if (key.isEmpty()) {
            faults.add(entry, DaemonKey.unknown(entry.key()));
            return;
        }
        IniEntry first = here.putIfAbsent(entry.key(), entry);
        if (first != null && !key.get().repeatable()) {
            String twice = first.line() == 0 ? "is given twice" : "stands here and on line " + first.line();
            faults.add(entry, "key '" + entry.key() + "' " + twice + "; it takes one value");
            return;
        }
        try {
            // A value that an earlier origin overrides is checked all the same, on a draft that nobody reads.
            boolean overridden = places.containsKey(entry.key());
            key.get().effect().apply(overridden ? scratch(draft) : draft, entry.value());
        } catch (BadValue e) {
            faults.add(entry, "key '" + entry.key() + "' " + e.getMessage());
        }
    }

    private static DaemonDraft scratch(DaemonDraft draft) {
        DaemonDraft scratch = new DaemonDraft(draft.accounts);
        scratch.base = draft.base;
        return scratch;
    }

    private static String place(IniEntry entry) {
        return entry.line() == 0 ? entry.file() : entry.file() + ":" + entry.line();
    }

    private static List<Setting> settings(DaemonDraft draft, Map<String, String> places) {
        List<Setting> settings = new ArrayList<>();
        for (DaemonKey key : DaemonKey.all()) {
            String origin = places.getOrDefault(key.name(), "default");
            draft.shown(key.name()).forEach(value -> settings.add(new Setting(key.name(), value, origin)));
        }
        return settings;
    }
}
