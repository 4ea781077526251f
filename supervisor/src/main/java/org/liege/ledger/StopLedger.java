package org.liege.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The vassals that the operator has stopped: one name a line after a first line that tells the format. Kept in a directory that
 * only the daemon's user may enter; a file that is torn, foreign or of another format is set aside, not obeyed.
 */
public final class StopLedger {
    private static final String FORMAT = "liege stops 1";
    private static final String END = "end";
    private static final int MOST_BYTES = 16 << 20;

    private final Path directory;
    private final Path file;

    /** {@code directory} is made with mode 0700 when it isn't there. */
    public StopLedger(Path directory) throws IOException {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.file = directory.resolve("stops");
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** What was read: the names, and what is wrong with the file in words, empty when nothing is. */
    public record Reading(Set<String> names, String complaint) {
        public Reading {
            names = Set.copyOf(names);
            Objects.requireNonNull(complaint, "complaint");
        }
    }

    /** Reads the names. A file that can't be trusted yields none, and a complaint. */
    public Reading read() {
        try {
            if (!ownedByUs()) {
                return distrust("it belongs to another user");
            }
            if (Files.size(file) > MOST_BYTES) {
                return distrust("it is larger than " + MOST_BYTES + " bytes");
            }
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException none) {
            return new Reading(Set.of(), "");
        } catch (IOException failure) {
            return distrust(failure.toString());
        }
    }

    private boolean ownedByUs() throws IOException {
        return Files.getAttribute(file, "unix:uid").equals(Files.getAttribute(directory, "unix:uid"));
    }

    private Reading parse(String text) {
        String[] lines = text.split("\n", -1);
        boolean whole = lines.length >= 3 && lines[lines.length - 1].isEmpty() && lines[lines.length - 2].equals(END);
        if (!lines[0].equals(FORMAT) || !whole) {
            return distrust("it is torn or of another version");
        }
        return new Reading(new TreeSet<>(java.util.Arrays.asList(lines).subList(1, lines.length - 2)), "");
    }

    private Reading distrust(String why) {
        return new Reading(Set.of(), "could not use " + file + ": " + why + "; no stop of the operator is known from before");
    }

    /** Writes all names; either they all stand or the file is as it was. Blocks for the disk. */
    public void write(Collection<String> names) throws IOException {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        new TreeSet<>(names).forEach(name -> text.append(name).append('\n'));
        text.append(END).append('\n');
        Path next = directory.resolve("stops.next");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
