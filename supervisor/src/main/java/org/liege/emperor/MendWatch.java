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

    private record Broken(Path program, Path directory, Look program0, Look directory0) {}

    private final Mailbox mailbox;
    private final Map<String, Broken> broken = new HashMap<>();

    MendWatch(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    void watch(Subject subject) {
        Confinement how = subject.confinement;
        Path program = CommandPath.of(how.command().get(0), how.directory(), how.environment());
        Path directory = Path.of(how.directory());
        broken.put(subject.vassal, new Broken(program, directory, look(program), look(directory)));
    }

    /** Whether there is anything to look at. */
    boolean watching() {
        return !broken.isEmpty();
    }

    void look() {
        broken.entrySet().removeIf(entry -> {
            Broken before = entry.getValue();
            boolean changed = !look(before.program()).equals(before.program0())
                    || (before.directory0().identity() == null) != (look(before.directory()).identity() == null);
            if (changed) {
                mailbox.observed(entry.getKey(), new Fact.Mended());
            }
            return changed;
        });
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
