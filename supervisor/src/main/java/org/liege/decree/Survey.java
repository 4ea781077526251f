package org.liege.decree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liege.vassal.Fault;

/** One listing of all the vassals directories: names only, no file is looked at. */
final class Survey {
    /** Nothing was listed yet. */
    static final Survey NONE = new Survey();

    /** The first file of each name, in the order of the sources; by name. */
    final Map<String, Path> winners = new LinkedHashMap<>();
    /** Files whose name an earlier source has. */
    final Map<Path, String> losers = new LinkedHashMap<>();
    /** Directories that were listed. */
    final Set<Path> listed = new LinkedHashSet<>();
    /** Directories that could not be listed: what was there is taken to be there still. */
    final Set<Path> lost = new LinkedHashSet<>();
    final List<Fault> refused = new ArrayList<>();
    final List<Fault> complaints = new ArrayList<>();
    private final List<Path> expanded = new ArrayList<>();
    /** Which directory lay at each path that was listed. */
    final Map<Path, Place> places = new LinkedHashMap<>();
    private final Map<Path, FileStamp> outline = new LinkedHashMap<>();
    private boolean blind;

    private Survey() {}

    /**
     * A directory as it was found at its path.
     *
     * @param barren whether no vassal file lay in it
     */
    record Place(long device, long inode, boolean barren) {
        /** Whether it is the same directory; one that is deleted and made anew may pass for the old. */
        boolean same(Place other) {
            return device == other.device && inode == other.inode;
        }
    }

    /** @param former directories that the look before knew of */
    static Survey of(List<SourcePattern> sources, Disk disk, Set<Path> former) {
        Survey survey = new Survey();
        for (SourcePattern source : sources) {
            survey.add(source, disk);
        }
        for (Path directory : former) {
            if (!survey.listed.contains(directory)) {
                survey.lose(directory, "it is gone");
            }
        }
        return survey;
    }

    private void add(SourcePattern source, Disk disk) {
        try {
            for (Path path : source.expand(disk)) {
                expanded.add(path);
                if (source.namesFiles()) {
                    addFile(path, disk);
                } else {
                    addDirectory(path, disk);
                }
            }
        } catch (IOException e) {
            blind = true;
            complaints.add(new Fault(source.path().toString(), 0, "could not list " + source.root() + ": " + Cause.of(e)
                    + "; its vassals go on as they are"));
        }
    }

    private void addDirectory(Path directory, Disk disk) {
        if (listed.contains(directory)) {
            return;
        }
        try {
            // Before the listing: what changes in between shows as a change later.
            FileStamp stamp = disk.stamp(directory, true);
            List<Path> entries = disk.list(directory);
            listed.add(directory);
            outline.put(directory, stamp);
            boolean barren = entries.stream().noneMatch(entry -> VassalName.claims(entry.getFileName().toString()));
            places.put(directory, new Place(stamp.device(), stamp.inode(), barren));
            entries.sort(null);
            entries.forEach(this::addCandidate);
        } catch (IOException e) {
            lose(directory, Cause.of(e));
        }
    }

    /** A source that names files is done with when its directory is there and the file is not. */
    private void addFile(Path file, Disk disk) {
        try {
            disk.stamp(file, false);
            addCandidate(file);
        } catch (java.nio.file.NoSuchFileException e) {
            noteMissing(file, disk);
        } catch (IOException e) {
            addCandidate(file);
        }
    }

    private void noteMissing(Path file, Disk disk) {
        try {
            disk.stamp(file.getParent(), true);
        } catch (IOException e) {
            lose(file.getParent(), Cause.of(e));
        }
    }

    private void lose(Path directory, String cause) {
        if (!blind && lost.add(directory)) {
            complaints.add(new Fault(directory.toString(), 0,
                    "could not list the vassals directory: " + cause + "; its vassals go on as they are"));
        }
    }

    private void addCandidate(Path file) {
        String fileName = file.getFileName().toString();
        if (VassalName.isLeftover(fileName)) {
            return;
        }
        if (!VassalName.claims(fileName)) {
            refuse(file, VassalName.STRANGE);
            return;
        }
        Optional<String> name = VassalName.of(fileName);
        if (name.isEmpty()) {
            refuse(file, VassalName.ILLEGAL);
        } else if (winners.putIfAbsent(name.get(), file) != null && !winners.get(name.get()).equals(file)) {
            losers.put(file, name.get());
        }
    }

    void refuse(Path file, String message) {
        if (refused.size() < Limits.REFUSED) {
            refused.add(new Fault(file.toString(), 0, message));
        }
    }

    /**
     * Whether a new listing would give the same names, as far as the directories' own stamps tell; an edit within a
     * file does not show in them.
     */
    boolean stillHolds(List<SourcePattern> sources, Disk disk) {
        try {
            List<Path> now = new ArrayList<>();
            for (SourcePattern source : sources) {
                now.addAll(source.expand(disk));
            }
            for (Map.Entry<Path, FileStamp> directory : outline.entrySet()) {
                if (!disk.stamp(directory.getKey(), true).equals(directory.getValue())) {
                    return false;
                }
            }
            return now.equals(expanded) && lost.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a file that was not seen is known to be gone, and not only out of sight. */
    boolean tells(Path file) {
        return !blind && !lost.contains(file.getParent());
    }
}
