package org.liege.decree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liege.vassal.Moment;

/** How the files beside a vassal's own looked when it was judged; told by their stamps, as with its own file. */
final class CompanionStamps {
    static final CompanionStamps NONE = new CompanionStamps(Map.of(), false);
    // As with StableFile: a write within the same tick of the kernel's clock does not show in the stamp.
    private static final long TICK_MILLIS = 20;

    private final Map<Path, Optional<FileStamp>> stamps;
    private final boolean young;

    private CompanionStamps(Map<Path, Optional<FileStamp>> stamps, boolean young) {
        this.stamps = Map.copyOf(stamps);
        this.young = young;
    }

    /** @param begun when the judging of the vassal had not yet begun */
    static CompanionStamps of(Set<Path> files, Disk disk, Moment begun) {
        Map<Path, Optional<FileStamp>> stamps = new HashMap<>();
        boolean young = false;
        for (Path file : files) {
            Optional<FileStamp> stamp = stamp(file, disk);
            stamps.put(file, stamp);
            // One that changed since may have been read before it did.
            young |= stamp.isPresent() && stamp.get().changedNanos() / 1_000_000 >= begun.wallMillis() - TICK_MILLIS;
        }
        return new CompanionStamps(stamps, young);
    }

    private static Optional<FileStamp> stamp(Path file, Disk disk) {
        try {
            return Optional.of(disk.stamp(file, true));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the vassal is to be judged again; not while somebody writes what changed. */
    boolean changed(Disk disk) {
        boolean changed = young;
        for (Map.Entry<Path, Optional<FileStamp>> known : stamps.entrySet()) {
            Optional<FileStamp> now = stamp(known.getKey(), disk);
            if (!now.equals(known.getValue())) {
                changed = true;
                if (isBeingWritten(known.getKey(), now, disk)) {
                    return false;
                }
            }
        }
        return changed;
    }

    private static boolean isBeingWritten(Path file, Optional<FileStamp> now, Disk disk) {
        boolean regular = now.isPresent() && now.get().kind() == FileStamp.Kind.FILE;
        return regular && disk.writing(file) == Writers.Writing.BEING_WRITTEN;
    }
}
