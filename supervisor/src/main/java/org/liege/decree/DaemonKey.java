package org.liege.decree;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * One key of the {@code [liege]} section, which is also the flag {@code --name}.
 *
 * @param name as written
 * @param repeatable whether it may stand more than once, as a list in order
 * @param form what its value looks like
 * @param otherwise what holds when the key is absent, in words
 * @param meaning one sentence
 * @param example a valid value
 * @param effect puts a value into the draft
 */
public record DaemonKey(
        String name, boolean repeatable, String form, String otherwise, String meaning, String example, Effect effect) {
    private static final List<String> LATER = List.of("tyrant", "vassal-enforced", "http", "metrics");
    private static final List<DaemonKey> ALL = List.of(
            new DaemonKey("vassals", true, "directory, .ini file or glob", "/etc/liege/vassals",
                    "Where vassal files are; in a glob `*`, `?`, `[]` and `{}` match within one name.",
                    "/srv/*/vassals", DaemonDraft::addVassals),
            new DaemonKey("run-dir", false, "directory",
                    "LIEGE_RUN_DIR, else /run/liege for root, else $XDG_RUNTIME_DIR/liege",
                    "Where the control sockets and the default vassal sockets are.", "/run/liege",
                    DaemonDraft::setRunDirectory),
            new DaemonKey("log-dir", false, "directory",
                    "/var/log/liege for root's /run/liege, else log in the run directory",
                    "Where each vassal's output goes.", "/var/log/liege",
                    (draft, text) -> draft.logDirectory = draft.path(text)),
            new DaemonKey("proxy-group", false, "group name or number",
                    "www-data where it exists and may be given away, else the daemon's own group",
                    "The group that may connect to query.sock and, unless `chown-socket` says otherwise, to vassals'"
                            + " sockets.",
                    "www-data", DaemonDraft::setProxyGroup),
            new DaemonKey("max-starting", false, "1-10000", "2 per processor",
                    "How many vassals may be starting at once.", "8",
                    (draft, text) -> draft.maxStarting = NumberText.parseInt(text, 1, 10_000)),
            new DaemonKey("adopt-only", false, "true or false", "false",
                    "Safe mode: take over what an earlier master has left running, start nothing and act on no edit.",
                    "true", (draft, text) -> draft.adoptOnly = Choice.parseSwitch(text)),
            new DaemonKey("ready-fd", false, "3-255", "none",
                    "The number of an inherited pipe that gets a line when the control sockets answer, as s6 and dinit want it;"
                            + " see [other inits](inits.md).",
                    "3", (draft, text) -> draft.readyFd = OptionalInt.of(NumberText.parseInt(text, 3, 255))),
            new DaemonKey("vassal-defaults", false, "file", "none",
                    "An ini file whose [vassal] keys hold wherever a vassal's own file lacks them.",
                    "/etc/liege/defaults.ini", (draft, text) -> draft.vassalDefaults = draft.path(text)),
            new DaemonKey("hook", false, "words, the first an absolute path", "none",
                    "A command that is run when a vassal's state changes; see [why, events and the hook](why.md).",
                    "/usr/local/sbin/liege-alarm --mail ops", (draft, text) -> draft.hook.command(text)),
            new DaemonKey("hook-timeout", false, "duration", "10s",
                    "How long one run of the hook may take; then TERM, and KILL two seconds later.", "30s",
                    (draft, text) -> draft.hook.timeout(text)),
            new DaemonKey("hook-on", false, "states with commas between them, or `all`", "all",
                    "The hook is run when a vassal comes into one of these states.", "failed,overloaded,running",
                    (draft, text) -> draft.hook.on(text)));

    public DaemonKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(effect, "effect");
    }

    /** Every key, in the order of the docs. */
    public static List<DaemonKey> all() {
        return ALL;
    }

    /** What is wrong with a name that no key has. */
    static String unknown(String written) {
        if (LATER.contains(written)) {
            return "key '" + written + "' is not supported in this version";
        }
        List<String> words = new ArrayList<>(LATER);
        ALL.forEach(key -> words.add(key.name()));
        String hint = Nearest.of(written, words).map(near -> "; did you mean '" + near + "'?").orElse("");
        return "unknown key " + Quoted.text(written) + hint;
    }

    /** What a value does. */
    @FunctionalInterface
    interface Effect {
        void apply(DaemonDraft draft, String text) throws BadValue;
    }
}
