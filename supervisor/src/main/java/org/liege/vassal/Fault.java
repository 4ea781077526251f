package org.liege.vassal;

import java.util.Objects;

/**
 * Something wrong in a file, with the place and the way to mend it. Printed as {@code file:line: message}.
 *
 * @param file absolute path of the file
 * @param line 1-based; 0 when the fault is of the file as a whole
 * @param message one line, without the place
 */
public record Fault(String file, int line, String message) {
    public Fault {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(message, "message");
        if (line < 0) {
            throw new IllegalArgumentException("line " + line);
        }
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
