package org.liege.protocol;

import java.io.IOException;
import java.nio.file.Path;

/** Nobody answers at a control socket. */
public final class NoMaster extends IOException {
    /** Why. */
    public enum Cause {
        /** There is no such socket: no master, or another run directory. */
        ABSENT("there is no such socket (ENOENT)"),
        /** The socket is there but nobody listens. */
        REFUSED("nobody listens there (ECONNREFUSED)"),
        /** This user may not use that socket. */
        FORBIDDEN("this user may not use it (EACCES)"),
        /** The master's queue stayed full, or it didn't answer in time. */
        MUTE("it did not answer in time (ETIMEDOUT)"),
        /** The connection broke. */
        BROKEN("the connection broke (ECONNRESET)"),
        /** The path can't be that of a socket. */
        UNUSABLE("a socket's path has at most 107 bytes (ENAMETOOLONG)");

        private final String words;

        Cause(String words) {
            this.words = words;
        }
    }

    private final Path socket;
    private final Cause why;

    NoMaster(Path socket, Cause why) {
        super("could not reach a master at " + socket + ": " + why.words);
        this.socket = socket;
        this.why = why;
    }

    /** The socket that was tried. */
    public Path socket() {
        return socket;
    }

    /** What came of it. */
    public Cause why() {
        return why;
    }
}
