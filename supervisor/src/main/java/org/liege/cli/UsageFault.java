package org.liege.cli;

/** The command line can't be carried out as it is written; the message says why. */
final class UsageFault extends Exception {
    UsageFault(String message) {
        super(message);
    }
}
