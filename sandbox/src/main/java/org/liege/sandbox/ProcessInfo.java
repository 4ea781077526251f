package org.liege.sandbox;

import java.util.Optional;

/**
 * A process as /proc/PID/stat tells it (proc(5)).
 *
 * @param session the session's id: the pid of its first process
 * @param startTicks clock ticks between boot and its start; with the pid and the boot id it names one process for ever
 * @param comm at most 15 bytes of the executed file's name
 * @param state one letter: R, S, D, T, t, Z (zombie), X, I
 */
public record ProcessInfo(int pid, int parent, int session, long startTicks, String comm, char state) {
    /** A zombie has ended and only waits to be reaped. */
    public boolean isZombie() {
        return state == 'Z' || state == 'X';
    }

    static Optional<ProcessInfo> of(int pid) {
        return ProcFile.read("/proc/" + pid + "/stat").flatMap(text -> parse(pid, text));
    }

    /** The comm may itself hold spaces and parentheses: it ends at the last one. */
    static Optional<ProcessInfo> parse(int pid, String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (open < 0 || close < open || close + 2 > text.length()) {
            return Optional.empty();
        }
        String[] fields = text.substring(close + 1).trim().split(" ");
        if (fields.length < 20) {
            return Optional.empty();
        }
        return Optional.of(new ProcessInfo(
                pid,
                Integer.parseInt(fields[1]),
                Integer.parseInt(fields[3]),
                Long.parseLong(fields[19]),
                text.substring(open + 1, close),
                fields[0].charAt(0)));
    }
}
