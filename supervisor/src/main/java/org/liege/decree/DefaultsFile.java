package org.liege.decree;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;

/**
 * The {@code vassal-defaults} file followed through its changes; the last good one holds. Until there was a good one no
 * vassal is obeyed: its {@code uid} might stand in there.
 */
final class DefaultsFile {
    private final Path path;
    private final StableFile file;
    private final DecreeReader reader;
    private VassalDefaults good;
    private List<Fault> faults = List.of();
    private long waitMillis = Look.NEVER;
    private boolean seen;

    /** @param path null when there is none */
    DefaultsFile(Path path, DecreeReader reader) {
        this.path = path;
        this.reader = reader;
        this.file = path == null ? null : new StableFile(path);
        this.good = path == null ? VassalDefaults.NONE : null;
        this.seen = path == null;
    }

    /** Looks once; true when other defaults hold than before. */
    boolean look(Disk disk, Moment now) {
        if (path == null) {
            return false;
        }
        waitMillis = Look.NEVER;
        Sight sight = file.look(disk, now);
        if (sight instanceof Sight.Wait wait) {
            waitMillis = wait.millis();
            return false;
        }
        boolean first = !seen;
        seen = true;
        return take(sight) || first;
    }

    private boolean take(Sight sight) {
        if (sight instanceof Sight.Text text) {
            return take(reader.readDefaults(path, text.content()));
        }
        if (sight instanceof Sight.Broken broken) {
            complain(broken.message());
        } else if (sight instanceof Sight.Unfit unfit) {
            complain(unfit.message());
        } else if (sight instanceof Sight.Gone) {
            complain("could not read vassal-defaults: no such file or directory (ENOENT)");
        }
        return false;
    }

    private boolean take(DecreeReader.Defaults read) {
        faults = read.faults();
        if (!faults.isEmpty() || (good != null && good.saysSame(read.defaults()))) {
            return false;
        }
        good = read.defaults();
        return true;
    }

    private void complain(String message) {
        faults = List.of(new Fault(path.toString(), 0, message));
    }

    /** False only while the first look at the file has to wait. */
    boolean isSeen() {
        return seen;
    }

    /** The defaults that hold; null when there never were good ones. */
    VassalDefaults good() {
        return good;
    }

    List<Fault> faults() {
        return faults;
    }

    /** Why no vassal can be obeyed. */
    Fault missing() {
        String cause = faults.isEmpty() ? "not read yet" : faults.get(0).toString();
        return new Fault(Objects.requireNonNull(path).toString(), 0,
                "no vassal is obeyed before vassal-defaults is valid: " + cause);
    }

    long waitMillis() {
        return file != null && waitMillis == Look.NEVER && file.isYoung() ? StableFile.youngMillis() : waitMillis;
    }
}
