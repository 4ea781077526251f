package org.liege.decree;

/**
 * A key's value on its way into a draft.
 *
 * @param text with its placeholders resolved
 * @param raw as written
 * @param placeholders for keys that must take the written text apart before resolving its parts
 */
record Value(String text, String raw, Placeholders placeholders) {
    /** The text, which must not be empty. */
    String needed() throws BadValue {
        if (text.isEmpty()) {
            throw new BadValue("needs a value");
        }
        return text;
    }
}
