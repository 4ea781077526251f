package org.liege.decree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.liege.vassal.Fault;

/** Checks vassal files without a daemon, for {@code liege check}. */
public final class VassalFiles {
    private final DecreeReader reader;
    private final VassalDefaults defaults;
    private final Disk disk = new LocalDisk(file -> Writers.Writing.QUIET);
    private final List<Fault> faults = new ArrayList<>();
    private int checked;

    private VassalFiles(DecreeReader reader, VassalDefaults defaults) {
        this.reader = Objects.requireNonNull(reader, "reader");
        this.defaults = Objects.requireNonNull(defaults, "defaults");
    }

    /**
     * What a check found.
     *
     * @param files how many files were looked at
     * @param faults all of them, by path as given and then by line
     */
    public record Report(int files, List<Fault> faults) {
        public Report {
            faults = List.copyOf(faults);
        }
    }

    /** Checks files, and every file in directories that means to be a vassal. */
    public static Report check(List<Path> paths, DecreeReader reader, VassalDefaults defaults) {
        VassalFiles files = new VassalFiles(reader, defaults);
        paths.forEach(path -> files.check(path.toAbsolutePath().normalize()));
        return new Report(files.checked, files.faults);
    }

    private void check(Path path) {
        try {
            if (disk.stamp(path, true).kind() == FileStamp.Kind.DIRECTORY) {
                checkDirectory(path);
            } else {
                checkFile(path);
            }
        } catch (IOException e) {
            fault(path, "could not look at " + Quoted.text(path.toString()) + ": " + Cause.of(e));
        }
    }

    private void checkDirectory(Path directory) throws IOException {
        List<Path> entries = disk.list(directory);
        entries.sort(null);
        for (Path entry : entries) {
            if (VassalName.claims(entry.getFileName().toString())) {
                checkFile(entry);
            }
        }
    }

    private void checkFile(Path file) {
        checked++;
        Optional<String> name = VassalName.of(file.getFileName().toString());
        if (name.isEmpty()) {
            fault(file, VassalName.ILLEGAL);
            return;
        }
        // Fresh eyes and a resting file: no clock is needed to see it as it is.
        Sight sight = new StableFile(file).look(disk, new org.liege.vassal.Moment(0, 0));
        if (sight instanceof Sight.Text text) {
            Verdict verdict = reader.read(new VassalFile(name.get(), file, text.content(), text.stamp()), defaults);
            if (verdict instanceof Verdict.Bad bad) {
                faults.addAll(bad.faults());
            }
        } else if (sight instanceof Sight.Broken broken) {
            fault(file, broken.message());
        } else if (sight instanceof Sight.Unfit unfit) {
            fault(file, unfit.message());
        } else {
            fault(file, "the file changed while it was read; try again");
        }
    }

    private void fault(Path path, String message) {
        faults.add(new Fault(path.toString(), 0, message));
    }
}
