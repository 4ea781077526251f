package org.liege.emperor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.liege.sandbox.ProcessInfo;
import org.liege.sandbox.ProcessTable;

/** All processes of the machine as they were at one moment; looked at when the first question comes, which most starts never ask. */
final class Crowd {
    private List<ProcessInfo> everyone;
    private final Map<Integer, Set<Long>> sockets = new HashMap<>();
    private final Map<Integer, String> environments = new HashMap<>();
    private final Set<Integer> known = new HashSet<>();

    private List<ProcessInfo> everyone() {
        if (everyone == null) {
            everyone = ProcessTable.all();
        }
        return everyone;
    }

    /** That process is a worker that was recognised already. */
    void know(int pid) {
        known.add(pid);
    }

    boolean knows(int pid) {
        return known.contains(pid);
    }

    /** Those that lead a session, live and are nobody's yet; the earliest first. */
    List<ProcessInfo> leaders(Predicate<ProcessInfo> wanted) {
        return everyone().stream()
                .filter(info -> info.session() == info.pid() && !info.isZombie() && !known.contains(info.pid()))
                .filter(wanted)
                .sorted(java.util.Comparator.comparingLong(ProcessInfo::startTicks))
                .toList();
    }

    /** Those in a session, without the leader. */
    List<ProcessInfo> followers(int session) {
        return everyone().stream()
                .filter(info -> info.session() == session && info.pid() != session && !info.isZombie())
                .toList();
    }

    boolean holds(int pid, long socketInode) {
        return sockets.computeIfAbsent(pid, ProcessTable::sockets).contains(socketInode);
    }

    /** Whether a variable of its environment has this value. */
    boolean hasVariable(int pid, String name, String value) {
        return environment(pid).contains("\0" + name + "=" + value + "\0");
    }

    /** The value of a variable of its environment; empty when it has none that can be seen. */
    String variable(int pid, String name) {
        String text = environment(pid);
        String key = "\0" + name + "=";
        int at = text.indexOf(key);
        return at < 0 ? "" : text.substring(at + key.length(), text.indexOf('\0', at + key.length()));
    }

    /** Each variable between two NULs. */
    private String environment(int pid) {
        return environments.computeIfAbsent(pid, one -> "\0" + ProcessTable.environment(one).orElse("") + "\0");
    }
}
