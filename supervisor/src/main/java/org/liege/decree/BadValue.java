package org.liege.decree;

/** A value that a key does not take; the message says why and becomes a fault at the value's line. */
final class BadValue extends Exception {
    BadValue(String message) {
        super(message, null, false, false);
    }
}
