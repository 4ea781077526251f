package org.liege.vassal;

import java.util.Objects;

/**
 * How a process ended. At most one of {@code code} and {@code signal} is set; both null when the status is unknown
 * (an adopted process whose status the kernel no longer tells).
 *
 * @param code exit code, or null
 * @param signal signal name without SIG, or null
 * @param oomKilled whether the kernel's out-of-memory killer did it
 * @param beforeExec the chain of tools ended before the app itself was executed
 * @param words what explains it: a diagnosis, or the last lines of output; may be empty
 */
public record Exit(Integer code, String signal, boolean oomKilled, boolean beforeExec, String words) {
    public Exit {
        Objects.requireNonNull(words, "words");
        if (code != null && signal != null) {
            throw new IllegalArgumentException("both code and signal");
        }
    }

    /** Exit code 0. */
    public boolean clean() {
        return code != null && code == 0;
    }

    /** KILL, and not by the kernel for want of memory: no app does that to itself, so it says nothing about the app. */
    public boolean killedFromOutside() {
        return "KILL".equals(signal) && !oomKilled;
    }

    /** In a few words, such as {@code exited with code 3} or {@code killed by SIGSEGV}. */
    public String summary() {
        if (oomKilled) {
            return "killed by the kernel: out of memory";
        }
        if (signal != null) {
            return "killed by SIG" + signal;
        }
        return code == null ? "ended with unknown status" : "exited with code " + code;
    }
}
