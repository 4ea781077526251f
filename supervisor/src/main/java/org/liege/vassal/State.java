package org.liege.vassal;

import java.util.Locale;

/** What a vassal's processes do, in the words of the control protocol. */
public enum State {
    /** No process; the socket listens and the kernel's queue holds who comes. */
    IDLE,
    /** A worker was spawned, none is ready yet. */
    STARTING,
    /** At least one worker is ready. */
    RUNNING,
    /** Ready, but the queue is filling: the load gauge says so. */
    OVERLOADED,
    /** A new generation is replacing the one that serves. */
    RELOADING,
    /** Waiting out the delay after a failed start; the socket listens. */
    BACKOFF,
    /** Repeated failed starts; retried at the capped delay; the socket refuses. */
    FAILED,
    /** Processes were asked to end and have not yet. */
    STOPPING,
    /** Ended on purpose; the socket refuses. */
    STOPPED,
    /** The file is faulty and nothing good is left to run. */
    INVALID;

    /** The protocol's word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
