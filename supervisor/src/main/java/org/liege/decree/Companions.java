package org.liege.decree;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** The files beside a vassal's own that its meaning hangs on, whether or not they exist. */
final class Companions {
    private final Set<Path> files = new LinkedHashSet<>();

    void add(Path file) {
        if (files.size() < Limits.COMPANIONS) {
            files.add(file);
        }
    }

    Set<Path> files() {
        return Set.copyOf(files);
    }
}
