package org.liege.decree;

import java.nio.file.Path;
import java.util.List;

/** How uWSGI is run for a file with a [uwsgi] section. */
final class UwsgiCommand {
    /** TERM means a brutal reload to uWSGI; INT ends it. */
    static final String STOP_SIGNAL = "INT";

    private UwsgiCommand() {}

    /** By its absolute path: uWSGI changes directory, and reads the file anew when it reloads itself. */
    static List<String> of(Path file) {
        return List.of("uwsgi", "--ini", file.toString());
    }

    /** When such a worker counts as ready if [vassal] does not say so, as {@code ready} is written. */
    static String readiness(boolean daemonizes, boolean hasSockets) {
        return !daemonizes ? "notify" : hasSockets ? "accept" : "spawn";
    }
}
