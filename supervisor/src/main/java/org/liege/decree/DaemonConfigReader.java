package org.liege.decree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.liege.vassal.Fault;

/**
 * Puts the daemon's configuration together. For each key the first that has it wins: flag, environment
 * ({@code LIEGE_RUN_DIR} only), {@code liege.ini}, default. All faults are collected.
 */
public final class DaemonConfigReader {
    private static final String SECTION = "liege";
    /** Where a fault of a flag stands, in place of a file. */
    public static final String FLAGS = "command line";
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
        SettingsBook book = new SettingsBook(draft, faults);
        for (Origin origin : origins) {
            book.apply(origin.entries(), origin.base());
        }
        try {
            draft.base = workingDirectory;
            draft.fill(environment, processors);
        } catch (BadValue e) {
            faults.add(FLAGS, 0, "key 'run-dir' " + e.getMessage());
        }
        return faults.isEmpty()
                ? new Reading(Optional.of(draft.seal(book.settings())), List.of())
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
                String name = Quoted.text("[" + header.section() + "]");
                faults.add(header, "unknown section " + name + "; it takes [liege]");
            }
        }
        return text.entries().stream().filter(entry -> entry.section().equals(SECTION)).toList();
    }
}
