package org.liege.emperor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.liege.vassal.Decree;
import org.liege.vassal.Identity;
import org.liege.vassal.SocketDecree;

/** The environment of a worker, built from nothing: nothing of the master's own gets through. */
final class WorkerEnvironment {
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

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
        if (listenFds(decree)) {
            variables.put("LISTEN_FDS", Integer.toString(decree.sockets().size()));
            variables.put("LISTEN_FDNAMES", names(decree.sockets()));
        }
        List<String> entries = new ArrayList<>();
        variables.forEach((name, value) -> entries.add(name + "=" + value));
        return entries;
    }

    /**
     * Whether the listeners are announced as sd_listen_fds(3) has it. Not to a command that names its descriptor itself, as in
     * {@code gunicorn --bind fd://3}: told both ways, gunicorn 20 takes the same descriptor twice and fails with EBADF.
     */
    static boolean listenFds(Decree decree) {
        return decree.execution().socketFd() == 3
                && !decree.sockets().isEmpty()
                && decree.execution().command().stream().noneMatch(word -> word.contains("fd://"));
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
