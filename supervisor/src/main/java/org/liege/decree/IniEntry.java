package org.liege.decree;

import java.util.Objects;

/**
 * One {@code key = value} line.
 *
 * @param file the file it stands in
 * @param line 1-based; 0 for a value that no file wrote
 * @param section the section's name, empty before the first header
 * @param key without blanks around it
 * @param value without blanks around it; empty when there is no {@code =}
 */
record IniEntry(String file, int line, String section, String key, String value) {
    IniEntry {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(section, "section");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
    }
}
