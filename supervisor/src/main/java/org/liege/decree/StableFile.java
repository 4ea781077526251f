package org.liege.decree;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.liege.vassal.Moment;

/**
 * One file, handed out only when it changed and nobody is writing it. A half-written file may be a valid one that lacks
 * its last keys, so where the writers can be told (see {@link Writers}) they decide, and where not, a quiet time.
 */
final class StableFile {
    /** How long a file must rest before it is read where its writers cannot be told. */
    static final long QUIET_MILLIS = 200;
    /** A file last changed so long ago by the wall clock needs no such rest: nobody waits 2 s between two writes. */
    static final long OLD_MILLIS = 2000;
    /** After so long a writer is worth telling about. */
    static final long TELL_WRITER_MILLIS = 5000;
    // Kernels before 6.13 stamp files with the time of the last tick (4 or 10 ms): a later write within the same tick
    // does not show. A file so young is read once more.
    private static final long TICK_MILLIS = 20;

    private final Path path;
    private Stamps settled;
    private byte[] young;
    private Stamps pending;
    private long pendingSince;
    private long writtenSince = -1;

    StableFile(Path path) {
        this.path = path;
    }

    /** The link's stamp and the file's, equal when it is no link. */
    private record Stamps(FileStamp link, FileStamp target) {
        String text() {
            String own = Long.toString(target.modifiedNanos());
            // A link that was set anew is an order too, even to the same file.
            return link.equals(target) ? own : own + " " + link.modifiedNanos();
        }
    }

    /** Makes the next look hand out the content whether or not it changed. */
    void forget() {
        settled = null;
        young = null;
    }

    /** Looks once; never blocks on a FIFO. */
    Sight look(Disk disk, Moment now) {
        Stamps stamps;
        try {
            stamps = stamps(disk);
        } catch (NoSuchFileException e) {
            forget();
            return new Sight.Gone();
        } catch (IOException e) {
            forget();
            return new Sight.Broken("could not look at the file: " + Cause.of(e));
        }
        if (stamps.target() == null) {
            forget();
            return new Sight.Broken("the link leads nowhere: its target does not exist (ENOENT)");
        }
        return judge(disk, now, stamps);
    }

    private Stamps stamps(Disk disk) throws IOException {
        FileStamp link = disk.stamp(path, false);
        if (link.kind() != FileStamp.Kind.LINK) {
            return new Stamps(link, link);
        }
        try {
            return new Stamps(link, disk.stamp(path, true));
        } catch (NoSuchFileException e) {
            return new Stamps(link, null);
        }
    }

    private Sight judge(Disk disk, Moment now, Stamps stamps) {
        switch (stamps.target().kind()) {
            case DIRECTORY -> {
                return new Sight.Unfit("a directory is not a vassal file");
            }
            case LINK, OTHER -> {
                return new Sight.Unfit("a FIFO, socket or device is not a vassal file");
            }
            case FILE -> {}
        }
        if (stamps.equals(settled) && young == null) {
            return new Sight.Same();
        }
        if (!stamps.equals(pending)) {
            pending = stamps;
            pendingSince = now.monotonicMillis();
        }
        if (stamps.target().size() > Limits.FILE_BYTES) {
            settle(stamps);
            return new Sight.Broken("the file is larger than " + Limits.FILE_BYTES + " bytes");
        }
        return read(disk, now, stamps);
    }

    private Sight read(Disk disk, Moment now, Stamps before) {
        byte[] content;
        Writers.Writing writing;
        try {
            content = disk.read(path, Limits.FILE_BYTES + 1);
            writing = disk.writing(path);
            if (!before.equals(stamps(disk))) {
                return new Sight.Wait(1, null);
            }
        } catch (NoSuchFileException e) {
            return new Sight.Wait(1, null);
        } catch (IOException e) {
            settle(before);
            return new Sight.Broken("could not read the file: " + Cause.of(e));
        }
        return switch (writing) {
            case QUIET -> accept(now, before, content);
            case BEING_WRITTEN -> waitForWriter(now);
            case UNKNOWN -> rested(now, before) ? accept(now, before, content) : waitForRest(now);
        };
    }

    private Sight waitForWriter(Moment now) {
        if (writtenSince < 0) {
            writtenSince = now.monotonicMillis();
        }
        long since = now.monotonicMillis() - writtenSince;
        // The close of a file is no event that the JDK's watcher tells, so it is asked for, ever less often.
        long millis = since < 20 ? 1 : since < 200 ? 5 : since < 2000 ? 20 : 200;
        boolean tell = since >= TELL_WRITER_MILLIS;
        return new Sight.Wait(
                millis, tell ? "somebody holds the file open for writing; what changed in it waits" : null);
    }

    private boolean rested(Moment now, Stamps stamps) {
        long age = now.wallMillis() - stamps.target().changedNanos() / 1_000_000;
        return age >= OLD_MILLIS || now.monotonicMillis() - pendingSince >= QUIET_MILLIS;
    }

    private Sight waitForRest(Moment now) {
        return new Sight.Wait(Math.max(1, pendingSince + QUIET_MILLIS - now.monotonicMillis()), null);
    }

    private Sight accept(Moment now, Stamps stamps, byte[] content) {
        boolean again = stamps.equals(settled) && young != null && Arrays.equals(young, content);
        settle(stamps);
        long age = now.wallMillis() - stamps.target().changedNanos() / 1_000_000;
        // A stamp from the future (another machine's clock) says nothing of age.
        young = age >= 0 && age < TICK_MILLIS ? content : null;
        return again ? new Sight.Same() : new Sight.Text(content, stamps.text());
    }

    private void settle(Stamps stamps) {
        settled = Objects.requireNonNull(stamps);
        young = null;
        pending = null;
        writtenSince = -1;
    }

    /** Whether it was a link when it was last read. */
    boolean isLink() {
        return settled == null || !settled.link().equals(settled.target());
    }

    /** Whether the content handed out may have changed since without its stamp telling. */
    boolean isYoung() {
        return young != null;
    }

    /** When to look at a young file again. */
    static long youngMillis() {
        return TICK_MILLIS + 1;
    }
}
