package org.liege.ledger;

import java.io.IOException;

/** A file of the ledger does not hold what it should; the message is in words. */
final class Malformed extends IOException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
        super(message);
    }
}
