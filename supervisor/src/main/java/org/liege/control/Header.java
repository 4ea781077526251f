package org.liege.control;

/** One header of an answer; both parts are ours or have been checked, so that neither can end the line. */
record Header(String name, String value) {
    Header {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("header " + name + " with the value " + value);
        }
    }
}
