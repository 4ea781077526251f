package org.liege.decree;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Options that mean something else under Liege than their author may expect, or that get in its way. */
final class UwsgiNotes {
    private static final String EMPEROR = "starts an Emperor inside of this vassal: what it runs is not Liege's, and "
            + "neither shown nor supervised by Liege";
    private static final String IDLE = "asks the Emperor to end this vassal when it is idle, and Liege does not: it "
            + "goes on, since Liege has no start on demand in this version";
    private static final String SHARED = "is bound by uWSGI itself: Liege does not hold it across restarts, nor see "
            + "its queue";
    private static final String DAEMONIZE = "is followed without leaving the foreground: only the log goes to the file "
            + "that it names";
    static final Map<String, String> NOTES = Map.ofEntries(
            Map.entry("emperor", EMPEROR),
            Map.entry("die-on-idle", IDLE),
            Map.entry("shared-socket", SHARED),
            Map.entry("undeferred-shared-socket", SHARED),
            Map.entry("daemonize", DAEMONIZE),
            Map.entry("daemonize2", DAEMONIZE),
            Map.entry("fallback-config", "runs uWSGI with another file after a failure; the sockets that only that "
                    + "file names are uWSGI's own"),
            Map.entry("shutdown-sockets", "is switched off: the sockets are Liege's, and the next uWSGI listens on them"),
            Map.entry("zerg", "takes its sockets from another uWSGI; Liege neither holds nor sees them"),
            Map.entry("zerg-server", "hands sockets to another uWSGI that Liege does not know"),
            Map.entry("heartbeat", "beats for an Emperor; Liege does not listen to it, see 'watchdog'"),
            Map.entry("vassal-sos", "calls an Emperor for help; Liege does not listen to it"),
            Map.entry("vassal-sos-backlog", "calls an Emperor for help; Liege tells overload itself"),
            Map.entry("exit-on-reload", "makes uWSGI end where it would reload, and Liege starts it again"));

    private UwsgiNotes() {}

    static Optional<String> of(UwsgiOption option) {
        if (option.key.startsWith("emperor-")) {
            return Optional.of("is an Emperor's; in a vassal's file it has no effect under Liege");
        }
        String note = NOTES.get(option.key);
        return note == null ? meant(option.key) : Optional.of(note);
    }

    /** uWSGI says nothing of an option that it does not know, and its names are all small letters and dashes. */
    private static Optional<String> meant(String key) {
        String near = key.toLowerCase(Locale.ROOT).replace('_', '-');
        return near.equals(key) || !UwsgiKeys.matters(near)
                ? Optional.empty()
                : Optional.of("is unknown to uWSGI, which ignores it; did you mean '" + near + "'?");
    }
}
