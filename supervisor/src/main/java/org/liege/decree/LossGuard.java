package org.liege.decree;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liege.vassal.Fault;

/**
 * A vassals directory that lost more than half and at least ten of its vassals at one look (an unmounted disk, a deploy
 * gone wrong) is not an order to stop them all. They go on until the operator confirms the loss or enough files are
 * back.
 */
final class LossGuard {
    /** Losses below this many are believed. */
    static final int LEAST = 10;

    private final Set<Path> held = new HashSet<>();
    private final Map<Path, int[]> counts = new HashMap<>();

    /** Counts anew what is missing where. */
    void count(Collection<TrackedFile> files) {
        counts.clear();
        for (TrackedFile file : files) {
            if (file.wasTold()) {
                int[] count = counts.computeIfAbsent(file.path.getParent(), directory -> new int[2]);
                count[0]++;
                count[1] += file.missingSince >= 0 ? 1 : 0;
            }
        }
        held.clear();
        counts.forEach((directory, count) -> {
            if (count[1] >= LEAST && 2 * count[1] > count[0]) {
                held.add(directory);
            }
        });
    }

    /** Whether the loss of this file is not believed. */
    boolean holds(TrackedFile file) {
        return held.contains(file.path.getParent());
    }

    List<Fault> complaints() {
        return held.stream().sorted().map(directory -> new Fault(directory.toString(), 0,
                "lost " + counts.get(directory)[1] + " of " + counts.get(directory)[0]
                        + " vassals at one look; they go on as they are until 'liege confirm', or until the files are"
                        + " back")).toList();
    }
}
