package org.liege.decree;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.liege.vassal.Decree;

/**
 * Reads a vassal file with a [uwsgi] section: its sockets as uWSGI would bind them, and the keys of [vassal] beside it.
 * Everything else in [uwsgi] stays uWSGI's. Reads the files that the section includes, and runs nothing.
 */
final class UwsgiReader {
    static final String SECTION = "uwsgi";
    private static final String OWN_SECTION = "vassal";

    private final Surroundings surroundings;
    private final VassalFile file;
    private final FaultList faults = new FaultList();
    private final UwsgiFindings findings = new UwsgiFindings(faults);
    private final Companions companions = new Companions();
    private final UwsgiEnvironment environment;
    /** The option of the first socket when that surely does not speak HTTP. */
    private Optional<String> mute = Optional.empty();

    UwsgiReader(Surroundings surroundings, VassalFile file) {
        this.surroundings = Objects.requireNonNull(surroundings, "surroundings");
        this.file = Objects.requireNonNull(file, "file");
        this.environment = new UwsgiEnvironment(surroundings, file.name());
    }

    Verdict read(VassalDefaults defaults) {
        UwsgiConfig.Reading reading = options();
        IniText text = IniReader.read(file.path().toString(), file.content(), OWN_SECTION);
        faults.addAll(text.faults());
        checkHeaders(text);
        DecreeReader.Section own = DecreeReader.keys(text, faults);
        List<IniEntry> merged = DecreeReader.merge(defaults, own.keys()).stream()
                .filter(this::isOurs)
                .toList();
        Draft draft = new Draft(file, surroundings, faults);
        own.typos().forEach(draft::failed);
        UwsgiManner manner = fill(draft, reading);
        apply(draft, merged, manner);
        UwsgiProbes.check(draft);
        Optional<Decree> decree = draft.seal(Digest.of(file, merged, reading.options()));
        return decree.<Verdict>map(good -> new Verdict.Good(good, findings.notes(), companions.files()))
                .orElseGet(() -> new Verdict.Bad(faults.list(), companions.files()));
    }

    /** Sections of other names are other programs'; one that is nearly ours is a slip. */
    private void checkHeaders(IniText text) {
        for (IniEntry header : text.headers()) {
            String name = header.section();
            if (!name.equals(OWN_SECTION) && Nearest.of(name, List.of(OWN_SECTION)).isPresent()) {
                faults.add(header, "unknown section " + Quoted.text("[" + name + "]") + "; did you mean [vassal]?");
            }
        }
    }

    /** Every option in order; none when uWSGI would refuse the file. */
    private UwsgiConfig.Reading options() {
        String path = file.path().toString();
        if (path.indexOf(':') >= 0) {
            faults.add(path, 0, "uWSGI takes what follows the last ':' of a path for a section; rename the directory");
            return UwsgiConfig.Reading.NOTHING;
        }
        try {
            LocalUwsgiWorld world =
                    new LocalUwsgiWorld(file.directory(), surroundings.accounts(), environment, companions);
            UwsgiConfig.Reading reading = UwsgiConfig.read(RawText.of(path), file.content(), world);
            if (reading.options().size() == 1) {
                faults.add(path, 0, "uWSGI finds no key in the [uwsgi] section; a byte order mark or a '%' before it "
                        + "hides its header");
            }
            return reading;
        } catch (UwsgiRefusal refusal) {
            faults.add(refusal.place(), refusal.getMessage());
            return UwsgiConfig.Reading.NOTHING;
        }
    }

    /** A key of [vassal] that is uWSGI's own is a fault where the file wrote it, and of no effect among defaults. */
    private boolean isOurs(IniEntry entry) {
        if (!UwsgiKeys.isOwned(entry.key())) {
            return true;
        }
        if (entry.file().equals(file.path().toString())) {
            faults.add(entry, UwsgiKeys.owned(entry.key()));
        }
        return false;
    }

    /** What [uwsgi] orders. */
    private UwsgiManner fill(Draft draft, UwsgiConfig.Reading reading) {
        UwsgiSockets sockets = new UwsgiSockets(surroundings, findings);
        UwsgiManner manner = new UwsgiManner();
        for (UwsgiOption option : reading.options()) {
            try {
                manner.take(option);
                sockets.take(option);
            } catch (BadValue e) {
                findings.fault(option, e.getMessage());
            }
            UwsgiNotes.of(option).ifPresent(note -> findings.note(option, note));
        }
        List<UwsgiSockets.Bound> bound = sockets.seal();
        draft.firstSpeaksHttp = sockets.firstSpeaksHttp();
        draft.ofUwsgi = bound.stream().map(UwsgiSockets.Bound::decree).toList();
        draft.processes = 1;
        List<UwsgiCommand.Listener> listeners =
                bound.stream().map(UwsgiSockets.Bound::listener).toList();
        boolean askedFor = listeners.stream().anyMatch(listener -> reading.asked().contains(listener.option()));
        draft.execution.command = UwsgiCommand.of(
                file.path(), listeners, manner.overrides(), manner.workerTells(), askedFor);
        draft.execution.directory = file.directory().toString();
        draft.execution.environment.putAll(environment.handedOn());
        draft.execution.umask = 022;
        draft.execution.socketFd = 3;
        draft.execution.emperorPair = true;
        return manner;
    }

    private void apply(Draft draft, List<IniEntry> entries, UwsgiManner manner) {
        KeyRound round = new KeyRound(draft, new Placeholders(file, surroundings.environment()), faults);
        entries.forEach(round::apply);
        // What uWSGI and its apps call may gain privileges, as under an Emperor: sendmail does.
        Map<String, String> others = Map.of(
                "ready", manner.readiness(!draft.ofUwsgi.isEmpty()),
                "reload", manner.reload(),
                "stop-signal", UwsgiCommand.STOP_SIGNAL,
                "no-new-privs", "false");
        for (Key key : Keys.all()) {
            if (key.preset() != null && !UwsgiKeys.isOwned(key.name())) {
                round.preset(key, others.getOrDefault(key.name(), key.preset()));
            }
        }
    }
}
