package org.liege.emperor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Spares looks at the paths of sockets: whoever removes or replaces a name changes its directory's modification time, so that
 * one look at the directory, where a thousand sockets may lie, tells that nothing has happened to any. Since it is a hint, all
 * are looked at now and then anyway. Not thread-safe.
 */
final class PathWatch {
    private static final long WHOLE_LOOK_NANOS = 30_000_000_000L;
    /** Below that many sockets in it, a look at the directory is no cheaper than one at each. */
    private static final int WORTH_IT = 3;

    /** {@code fresh}: it looked otherwise before. */
    private record Sight(Object file, FileTime modified, boolean fresh) {
        boolean sameAs(Sight other) {
            return other != null && file.equals(other.file) && modified.equals(other.modified);
        }
    }

    private final Map<String, Sight> sights = new HashMap<>();
    private long wholeLookNanos;
    private boolean whole;

    /** A round of looks begins; {@code directories} are all that matter. */
    void begin(Collection<String> directories, long nowNanos) {
        sights.keySet().retainAll(directories);
        whole = wholeLookNanos == 0 || nowNanos - wholeLookNanos >= WHOLE_LOOK_NANOS;
        if (whole) {
            wholeLookNanos = nowNanos | 1;
        }
    }

    /** Whether the names in this directory have to be looked at in this round; to be asked before they are. */
    boolean stirred(String directory, int sockets) {
        return sockets < WORTH_IT || changed(directory) || whole;
    }

    /**
     * True in the round that finds a change and in the one after it: the clock of the file system ticks every few
     * milliseconds, so that something may have happened after the look and left the time as it was.
     */
    private boolean changed(String directory) {
        Sight before = sights.remove(directory);
        try {
            BasicFileAttributes seen = Files.readAttributes(Path.of(directory), BasicFileAttributes.class);
            Sight now = new Sight(seen.fileKey(), seen.lastModifiedTime(), true);
            boolean same = now.sameAs(before);
            sights.put(directory, new Sight(now.file(), now.modified(), !same));
            return !same || before.fresh();
        } catch (IOException gone) {
            return true;
        }
    }
}
