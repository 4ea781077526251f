package org.liege.emperor;

import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.ExitStatus;
import org.liege.sandbox.KernelException;

/**
 * Waits a moment for the exit status of a worker that is not our child: the kernel tells it only once its parent by now, init, has
 * reaped it (PIDFD_GET_INFO, Linux 6.15). Used by the coroner's thread.
 */
final class Adieu {
    private static final Logger LOG = LogManager.getLogger(Adieu.class);
    private static final int MOST_LOOKS = 25;
    private static final long LOOK_NANOS = 2_000_000;

    /** An init that reaps nobody, or a kernel that tells nothing, is not waited for again and again. */
    private boolean hopeless;

    /** Whether the status is one that may yet be told. */
    static boolean untold(Subject subject, ExitStatus status) {
        return subject.adopted && status.equals(ExitStatus.UNKNOWN);
    }

    /** The status that is told by then, or the one that is known. */
    ExitStatus await(Subject subject, ExitStatus known) {
        if (!untold(subject, known)) {
            return known;
        }
        try {
            for (int look = 0; look < (hopeless ? 1 : MOST_LOOKS); look++) {
                ExitStatus status = subject.pidfd.reap().orElse(known);
                if (!status.equals(ExitStatus.UNKNOWN)) {
                    return status;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (KernelException failure) {
            LOG.debug("{}: {}", subject.vassal, failure.getMessage());
        }
        hopeless = true;
        return known;
    }
}
