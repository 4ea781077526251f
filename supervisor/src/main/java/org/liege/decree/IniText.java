package org.liege.decree;

import java.util.List;
import org.liege.vassal.Fault;

/**
 * What one INI file says.
 *
 * @param headers the section headers in order, each as an entry whose {@code section} is its name
 * @param entries the keys in order
 * @param faults what could not be read
 */
record IniText(List<IniEntry> headers, List<IniEntry> entries, List<Fault> faults) {
    IniText {
        headers = List.copyOf(headers);
        entries = List.copyOf(entries);
        faults = List.copyOf(faults);
    }

    boolean hasSection(String name) {
        return headers.stream().anyMatch(header -> header.section().equals(name));
    }
}
