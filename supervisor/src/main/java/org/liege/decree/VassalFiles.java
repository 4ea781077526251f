package org.liege.decree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;

/** Checks vassal files and {@code liege.ini} without a daemon, for {@code liege check}. */
public final class VassalFiles {
    private final DecreeReader reader;
    private final VassalDefaults defaults;
    private final DaemonConfigReader configurations;
    private final Disk disk = new LocalDisk(file -> Writers.Writing.QUIET);
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> notes = new ArrayList<>();
    private int checked;

    private VassalFiles(DecreeReader reader, VassalDefaults defaults, DaemonConfigReader configurations) {
        this.reader = Objects.requireNonNull(reader, "reader");
        this.defaults = Objects.requireNonNull(defaults, "defaults");
        this.configurations = configurations;
    }

    /**
     * What a check found.
     *
     * @param files how many files were looked at
     * @param faults all of them, by path as given and then by line
     * @param notes what works otherwise than its author may expect, and is no fault
     */
    public record Report(int files, List<Fault> faults, List<Fault> notes) {
        public Report {
            faults = List.copyOf(faults);
            notes = List.copyOf(notes);
        }
    }

    /** Checks vassal files, and every file in directories that means to be one. */
    public static Report check(List<Path> paths, DecreeReader reader, VassalDefaults defaults) {
        return check(paths, reader, defaults, null);
    }

    /**
     * Checks files, and every file in directories that means to be a vassal.
     *
     * @param paths absolute or relative to the working directory
     * @param configurations reads files that have a [liege] section; null takes them for vassal files too
     */
    public static Report check(
            List<Path> paths, DecreeReader reader, VassalDefaults defaults, DaemonConfigReader configurations) {
        VassalFiles files = new VassalFiles(reader, defaults, configurations);
        paths.forEach(path -> files.check(path.toAbsolutePath().normalize()));
        return new Report(files.checked, files.faults, files.notes);
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
        Sight sight = new StableFile(file).look(disk, new Moment(0, 0));
        if (sight instanceof Sight.Text text) {
            judge(new VassalFile(name.get(), file, text.content(), text.stamp()));
        } else if (sight instanceof Sight.Broken broken) {
            fault(file, broken.message());
        } else if (sight instanceof Sight.Unfit unfit) {
            fault(file, unfit.message());
        } else {
            fault(file, "the file changed while it was read; try again");
        }
    }

    private void judge(VassalFile file) {
        if (configurations != null && IniReader.read(file.path().toString(), file.content()).hasSection("liege")) {
            faults.addAll(configurations.read(file.path(), java.util.Map.of()).faults());
            return;
        }
        Verdict verdict = reader.read(file, defaults);
        if (verdict instanceof Verdict.Bad bad) {
            faults.addAll(bad.faults());
        } else if (verdict instanceof Verdict.Good good) {
            notes.addAll(good.notes());
        }
    }

    private void fault(Path path, String message) {
        faults.add(new Fault(path.toString(), 0, message));
    }
}
