package org.liege.decree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.liege.vassal.Decree;
import org.liege.vassal.Fault;

/**
 * Turns the text of a vassal file into a decree, or into every fault that it has. Reads no file and keeps no state; the
 * only thing that can block is the name service behind {@link Accounts}.
 */
public final class DecreeReader {
    private static final String SECTION = "vassal";
    private final Surroundings surroundings;

    public DecreeReader(Surroundings surroundings) {
        this.surroundings = Objects.requireNonNull(surroundings, "surroundings");
    }

    /** Reads one vassal file; never throws for what stands in it. */
    public Verdict read(VassalFile file, VassalDefaults defaults) {
        IniText text = IniReader.read(file.path().toString(), file.content());
        if (text.hasSection(UwsgiReader.SECTION)) {
            return new UwsgiReader(surroundings, file).read(defaults);
        }
        FaultList faults = new FaultList();
        faults.addAll(text.faults());
        Section own = section(text, file.path(), faults);
        List<IniEntry> merged = merge(defaults, own.keys());
        Optional<Decree> decree = judge(file, merged, own.typos(), Digest.of(file, merged), faults);
        return decree.<Verdict>map(Verdict.Good::new).orElseGet(() -> new Verdict.Bad(faults.list()));
    }

    /**
     * What reading {@code vassal-defaults} gave.
     *
     * @param defaults the keys; {@link VassalDefaults#NONE} when there are faults
     */
    public record Defaults(VassalDefaults defaults, List<Fault> faults) {
        public Defaults {
            Objects.requireNonNull(defaults, "defaults");
            faults = List.copyOf(faults);
        }
    }

    /**
     * Reads {@code vassal-defaults}, judging its keys as though a vassal named {@code vassal} beside it had written
     * them.
     */
    public Defaults readDefaults(Path path, byte[] content) {
        FaultList faults = new FaultList();
        IniText text = IniReader.read(path.toString(), content);
        faults.addAll(text.faults());
        Section section = section(text, path, faults);
        List<IniEntry> probe = new ArrayList<>(section.keys());
        if (probe.stream().noneMatch(entry -> entry.key().equals("command"))) {
            probe.add(new IniEntry(path.toString(), 0, SECTION, "command", "true"));
        }
        VassalFile sample = new VassalFile("vassal", path.resolveSibling("vassal.ini"), content, "");
        judge(sample, probe, section.typos(), "", faults);
        return new Defaults(faults.isEmpty() ? new VassalDefaults(section.keys()) : VassalDefaults.NONE, faults.list());
    }

    /**
     * What stands in [vassal].
     *
     * @param keys the known ones
     * @param typos the keys that unknown ones were meant to be; that they are missing is no news
     */
    record Section(List<IniEntry> keys, Set<String> typos) {}

    /** The known keys of the [vassal] section; everything else becomes a fault. */
    private static Section section(IniText text, Path path, FaultList faults) {
        for (IniEntry header : text.headers()) {
            if (!header.section().equals(SECTION)) {
                String name = Quoted.text("[" + header.section() + "]");
                faults.add(header, "unknown section " + name + "; it takes [vassal] or [uwsgi]");
            }
        }
        if (text.faults().isEmpty() && text.headers().isEmpty()) {
            faults.add(path.toString(), 0, "the file has no [vassal] section");
        }
        Section section = keys(text, faults);
        if (!text.hasSection(SECTION)) {
            section.typos().add("command");
        }
        return section;
    }

    /** The known keys of [vassal]. */
    static Section keys(IniText text, FaultList faults) {
        Map<String, Integer> lines = new HashMap<>();
        Section section = new Section(new ArrayList<>(), new HashSet<>());
        for (IniEntry entry : text.entries()) {
            if (entry.section().equals(SECTION)) {
                sort(entry, lines, section, faults);
            }
        }
        return section;
    }

    private static void sort(IniEntry entry, Map<String, Integer> lines, Section section, FaultList faults) {
        Optional<Key> key = Keys.find(entry.key());
        if (key.isEmpty()) {
            faults.add(entry, Keys.unknown(entry.key()));
            Keys.meant(entry.key()).ifPresent(section.typos()::add);
            return;
        }
        Integer first = lines.putIfAbsent(entry.key(), entry.line());
        if (first != null && !key.get().repeatable()) {
            faults.add(entry, "key '" + entry.key() + "' stands here and on line " + first + "; it takes one value");
        } else {
            section.keys().add(entry);
        }
    }

    static List<IniEntry> merge(VassalDefaults defaults, List<IniEntry> own) {
        Set<String> replaced = new LinkedHashSet<>();
        own.forEach(entry -> replaced.add(entry.key()));
        List<IniEntry> merged = new ArrayList<>();
        defaults.entries().stream().filter(entry -> !replaced.contains(entry.key())).forEach(merged::add);
        merged.addAll(own);
        return merged;
    }

    private Optional<Decree> judge(
            VassalFile file, List<IniEntry> entries, Set<String> typos, String digest, FaultList faults) {
        Draft draft = new Draft(file, surroundings, faults);
        typos.forEach(draft::failed);
        KeyRound round = new KeyRound(draft, new Placeholders(file, surroundings.environment()), faults);
        entries.forEach(round::apply);
        Keys.all().stream().filter(key -> key.preset() != null).forEach(key -> round.preset(key, key.preset()));
        return draft.seal(digest);
    }
}
