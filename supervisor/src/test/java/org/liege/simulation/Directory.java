package org.liege.simulation;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.liege.vassal.Decree;
import org.liege.vassal.Fault;
import org.liege.vassal.Fact;

/** The truth about the vassals directory. */
final class Directory {
    /** {@code broken}: the file is faulty now; {@code decree} is what it last said while it was not, or null. */
    record File(Decree decree, boolean broken) {
        Fact fact() {
            return broken
                    ? new Fact.Faulted("/etc/liege/vassals/x.ini",
                            List.of(new Fault("/etc/liege/vassals/x.ini", 3, "unknown key")))
                    : new Fact.Decreed(decree);
        }
    }

    private final TreeMap<String, File> files = new TreeMap<>();

    void write(String name, Decree decree) {
        files.put(name, new File(decree, false));
    }

    void spoil(String name) {
        files.put(name, new File(find(name).map(File::decree).orElse(null), true));
    }

    void remove(String name) {
        files.remove(name);
    }

    Optional<File> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    List<String> names() {
        return List.copyOf(files.keySet());
    }
}
