package org.liege.protocol;

import java.io.IOException;

/** The other side answered, but not in this protocol. */
public final class MalformedAnswer extends IOException {
    MalformedAnswer(String message) {
        super(message);
    }
}
