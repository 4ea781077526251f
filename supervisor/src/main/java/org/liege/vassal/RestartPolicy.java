package org.liege.vassal;

/** Whether a worker that ended by itself is started again ({@code restart} in a vassal file). */
public enum RestartPolicy {
    /** After any exit. */
    ALWAYS,
    /** After a non-zero exit, a signal, or an out-of-memory kill. */
    ON_FAILURE,
    /** Never; an operator's {@code start} or an edit of the file does. */
    NEVER;

    /** Whether it is started again after that exit. */
    boolean after(Exit exit) {
        return switch (this) {
            case ALWAYS -> true;
            case ON_FAILURE -> !exit.clean();
            case NEVER -> false;
        };
    }
}
