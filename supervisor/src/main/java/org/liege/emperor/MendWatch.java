package org.liege.emperor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.liege.sandbox.Confinement;
import org.liege.vassal.Fact;

/**
 * Looks whether what could not be executed has changed since: a program that was missing is tried as soon as it appears, not
 * when the backoff ends. Used by the coroner's thread, because looking at a file may block.
 */
final class MendWatch {
    /** What can be seen of a file; two looks that differ mean that someone has worked on it. */
    private record Look(Object identity, Object size, Object modified, Object mode) {}

    /** How both looked when the start failed. */
    private record Broken(Confinement how, Look program, boolean directory) {}

    private final Mailbox mailbox;
    private final Map<String, Broken> broken = new HashMap<>();

    MendWatch(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** Something in {@code how} could not be executed or entered. */
    void watch(String vassal, Confinement how) {
        broken.put(vassal, new Broken(how, program(how), directory(how)));
    }

    /** Whether there is anything to look at. */
    boolean watching() {
        return !broken.isEmpty();
    }

    void look() {
        broken.entrySet().removeIf(entry -> {
            Broken before = entry.getValue();
            Confinement how = before.how();
            boolean changed = !program(how).equals(before.program()) || directory(how) != before.directory();
            if (changed) {
                mailbox.observed(entry.getKey(), new Fact.Mended());
            }
            return changed;
        });
    }

    /** Searched for anew each time: it may appear in any directory of PATH. */
    private static Look program(Confinement how) {
        return look(CommandPath.of(how.command().get(0), how.directory(), how.environment()));
    }

    private static boolean directory(Confinement how) {
        return Files.isDirectory(Path.of(how.directory()));
    }

    private static Look look(Path path) {
        try {
            Map<String, Object> seen = Files.readAttributes(path, "unix:ino,size,lastModifiedTime,mode");
            return new Look(seen.get("ino"), seen.get("size"), seen.get("lastModifiedTime"), seen.get("mode"));
        } catch (IOException absent) {
            return new Look(null, null, null, null);
        }
    }
}
