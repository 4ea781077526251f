package org.liege.emperor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.liege.vassal.Decree;
import org.liege.vassal.Identity;
import org.liege.vassal.SocketDecree;

/** The environment of a worker, built from nothing: nothing of the master's own gets through. */
final class WorkerEnvironment {
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /**
     * LISTEN_FDS for {@code gunicorn --bind fd://3}. Told a number above 0, gunicorn 20 takes the same descriptor twice and fails
     * with EBADF. Told nothing, it takes the socket for its own, and when it ends it removes the socket's file, under the feet of
     * the generation that has taken over, or dies of not being allowed to. From this it gathers that its sockets are given, and
     * that there are none but those of its command (arbiter.py, start() and stop()).
     */
    private static final String NONE_MORE = "-1";

    /**
     * By this a later master finds a worker whose spawn the ledger only announces: the master's own number, which nobody else
     * knows before, a dot, and the worker's serial.
     */
    static final String MARK = "LIEGE_WORKER";

    private WorkerEnvironment() {}

    /**
     * {@code NAME=value} of every variable.
     *
     * @param own whom the daemon itself runs as; used when the decree names nobody
     * @param notifySocket path of the worker's own sd_notify socket
     * @param mark names this one worker for a later master, as {@link #MARK} has it
     */
    static List<String> of(Decree decree, Identity own, String notifySocket, String mark) {
        Identity who = decree.execution().identity() == null ? own : decree.execution().identity();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", PATH);
        variables.put("HOME", who.home());
        variables.put("USER", who.user());
        variables.put("LOGNAME", who.user());
        variables.put("SHELL", who.shell());
        variables.put("LANG", "C.UTF-8");
        variables.putAll(decree.execution().environment());
        variables.put("LIEGE_VASSAL", decree.name());
        variables.put(MARK, mark);
        variables.put("NOTIFY_SOCKET", notifySocket);
        long watchdogMillis = decree.policy().liveness().watchdogMillis();
        if (watchdogMillis > 0) {
            // Without WATCHDOG_PID, so that a program behind a wrapper that forks takes it as meant for itself, too
            // (sd_watchdog_enabled(3)): messages of the worker's whole tree count.
            variables.put("WATCHDOG_USEC", Long.toString(TimeUnit.MILLISECONDS.toMicros(watchdogMillis)));
        }
        if (announced(decree)) {
            variables.put("LISTEN_FDS", namesDescriptor(decree) ? NONE_MORE : Integer.toString(decree.sockets().size()));
            variables.put("LISTEN_FDNAMES", names(decree.sockets()));
        }
        if (decree.execution().emperorPair()) {
            // After the listeners, where Spawner puts what comes last in the list.
            int after = decree.execution().socketFd() + decree.sockets().size();
            variables.put("UWSGI_EMPEROR_FD", Integer.toString(after));
        }
        List<String> entries = new ArrayList<>();
        variables.forEach((name, value) -> entries.add(name + "=" + value));
        return entries;
    }

    /**
     * Whether LISTEN_FDS and LISTEN_PID are set, as sd_listen_fds(3) has it. Not for a command that names its descriptor itself, as
     * in {@code hypercorn --bind fd://3}, but for gunicorn's.
     */
    static boolean announced(Decree decree) {
        return decree.execution().socketFd() == 3
                && !decree.sockets().isEmpty()
                && (!namesDescriptor(decree) || isGunicorn(decree));
    }

    private static boolean namesDescriptor(Decree decree) {
        return decree.execution().command().stream().anyMatch(word -> word.contains("fd://"));
    }

    /** As program, or behind {@code python3 -m}; Debian has also called it gunicorn3. */
    private static boolean isGunicorn(Decree decree) {
        return decree.execution().command().stream()
                .map(word -> word.substring(word.lastIndexOf('/') + 1))
                .anyMatch(word -> word.startsWith("gunicorn"));
    }

    /** File names without {@code .sock}; a colon would separate names. */
    private static String names(List<SocketDecree> sockets) {
        return sockets.stream()
                .map(socket -> socket.path().substring(socket.path().lastIndexOf('/') + 1))
                .map(name -> name.endsWith(".sock") ? name.substring(0, name.length() - 5) : name)
                .map(name -> name.replaceAll("[^!-9;-~]", "_"))
                .collect(Collectors.joining(":"));
    }
}
