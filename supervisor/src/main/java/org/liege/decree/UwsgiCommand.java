package org.liege.decree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How uWSGI is run for a file with a [uwsgi] section, as measured with 2.0.21: see
 * {@code docs/adr/0013-uwsgi-vassals.md}. Pure: options in, argv out.
 */
final class UwsgiCommand {
    /** With {@link #GRACEFUL_STOP}: no signal of uWSGI's own ends it gracefully with and without {@code die-on-term}. */
    static final String STOP_SIGNAL = "USR2";

    /** 12 is USR2 on x86-64 and aarch64. */
    private static final String GRACEFUL_STOP = "unix_signal:12 gracefully_kill_them_all";
    /**
     * A stop is a HUP to each worker, and until it is ready to serve a worker ignores that: it would serve on until KILL. With
     * this it ends, as it may; what it then serves by is uWSGI's own handler.
     */
    private static final String EARLY_STOP = "unix_signal:1 end_me";
    /** uWSGI's own READY=1, which it gives to an emperor instead when it has one. */
    private static final String TELL_READY = "call:uwsgi_systemd_notify_ready";
    private static final int FIRST_DESCRIPTOR = 3;

    /**
     * A listener that is handed over.
     *
     * @param option what binds it in the file, such as {@code http-socket}: it decides the protocol
     * @param extra what follows the address, such as {@code ,cert.pem,key.pem}; mostly empty
     */
    record Listener(String option, String extra) {
        Listener {
            Objects.requireNonNull(option, "option");
            Objects.requireNonNull(extra, "extra");
        }
    }

    private UwsgiCommand() {}

    /**
     * argv. The file goes by its absolute path: uWSGI changes directory, and reads it anew when it reloads itself. The
     * listeners come before it, so that uWSGI counts them first, as in the file; the rest after it, so that it overrides.
     * A condition that the file leaves open would swallow the rest, so {@code --endif} closes it.
     *
     * @param listeners in the order of their descriptors
     * @param overrides settings that go before the file's own, as {@code name=value}
     * @param workerTells whether the first worker tells that it is ready; otherwise the master does, as soon as it runs
     * @param askedFor whether the file asks for the value of an option that a listener goes by, as in
     *     {@code pidfile = %(socket).pid}: it must find its own, so ours stand behind it
     */
    static List<String> of(Path file, List<Listener> listeners, List<String> overrides, boolean workerTells,
            boolean askedFor) {
        List<String> argv = new ArrayList<>();
        argv.add("uwsgi");
        argv.addAll(askedFor ? List.of() : words(listeners));
        argv.addAll(List.of("--ini", file.toString(), "--endif"));
        argv.addAll(askedFor ? words(listeners) : List.of());
        argv.add("--master");
        overrides.forEach(setting -> argv.addAll(List.of("--set", setting)));
        argv.addAll(List.of("--hook-pre-app", EARLY_STOP, "--hook-master-start", GRACEFUL_STOP));
        argv.addAll(List.of(workerTells ? "--hook-accepting1" : "--hook-master-start", TELL_READY));
        return List.copyOf(argv);
    }

    private static List<String> words(List<Listener> listeners) {
        List<String> words = new ArrayList<>();
        int descriptor = FIRST_DESCRIPTOR;
        for (Listener listener : listeners) {
            words.add("--" + listener.option());
            words.add("fd://" + descriptor++ + listener.extra());
        }
        return words;
    }
}
