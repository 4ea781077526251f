package org.liege.decree;

import java.nio.file.Path;

/**
 * Tells whether anyone holds a file open for writing, as a read lease does (fcntl(2) F_SETLEASE). Must not block, not
 * on a FIFO either.
 */
@FunctionalInterface
public interface Writers {
    /** What is known of the file's writers now. */
    Writing check(Path file);

    /** Whether a file is being written. */
    enum Writing {
        /** Nobody has it open for writing. */
        QUIET,
        /** Somebody has. */
        BEING_WRITTEN,
        /** This file system, or this daemon's rights, cannot tell. */
        UNKNOWN
    }
}
