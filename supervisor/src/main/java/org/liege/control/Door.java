package org.liege.control;

/** The two sockets: two, so that a proxy that was taken over cannot stop an app. */
enum Door {
    /** For proxies: reads only, and nothing that a visitor of a web site must not see. */
    QUERY("query.sock", "rw-rw----"),
    /** For the operator: everything. */
    CONTROL("control.sock", "rw-------");

    private final String file;
    private final String mode;

    Door(String file, String mode) {
        this.file = file;
        this.mode = mode;
    }

    /** The socket's name in the run directory. */
    String file() {
        return file;
    }

    /** As {@code ls -l} writes it. */
    String mode() {
        return mode;
    }

    /** Whether who asks here may see paths, pids and log lines, and give orders. */
    boolean tellsAll() {
        return this == CONTROL;
    }
}
