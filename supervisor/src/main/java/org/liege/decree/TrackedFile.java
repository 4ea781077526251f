package org.liege.decree;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.liege.vassal.Fault;

/** What the scanner remembers of one vassal's file. */
final class TrackedFile {
    /** Stands for what an earlier master has told, which no digest equals. */
    static final String TOLD_BEFORE = "";

    final String name;
    final Path path;
    final StableFile file;
    /** Digest of the decree last told; null before the first, or after a fault was told. */
    String toldDigest;
    /** Faults last told; null when a decree was told last. */
    List<Fault> toldFaults;
    /** What else its meaning hung on when it was last judged. */
    CompanionStamps companions = CompanionStamps.NONE;
    /** Socket paths of the last good decree. */
    Set<Path> claims = Set.of();
    /** Why it is refused, or null. */
    String refusal;
    /** What to say of its wait, or null. */
    String waiting;
    /** Monotonic time since which the file is missing, or -1. */
    long missingSince = -1;
    /** Monotonic time at which a faulty file is judged again though it did not change. */
    long retryAt;
    long retryDelay;

    TrackedFile(String name, Path path) {
        this.name = name;
        this.path = path;
        this.file = new StableFile(path);
    }

    /** The same vassal from another file: what was told of it stays told. */
    TrackedFile movedTo(Path other) {
        TrackedFile moved = new TrackedFile(name, other);
        moved.toldDigest = toldDigest;
        moved.toldFaults = toldFaults;
        moved.claims = claims;
        return moved;
    }

    boolean wasTold() {
        return toldDigest != null || toldFaults != null;
    }
}
