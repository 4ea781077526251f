package org.liege.emperor;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** One line for every signal sent. */
final class Audit {
    private static final Logger LOG = LogManager.getLogger("org.liege.audit");

    private Audit() {}

    static void signal(String vassal, int pid, long startTicks, String signal, String why) {
        LOG.info("{}: SIG{} to pid {} (started at tick {}): {}", vassal, signal, pid, startTicks, why);
    }
}
