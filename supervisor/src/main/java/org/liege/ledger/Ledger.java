package org.liege.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.liege.sandbox.DaemonProcess;
import org.liege.vassal.Memory;

/**
 * What each vassal's successor has to know, one file a vassal: {@code NAME.vassal}, a {@link Header} and a {@link Memory} as JSON.
 * Written to another name and renamed, so that a file is whole or as it was. Nothing is flushed to the disk: what it tells of are
 * processes, and those don't survive what unflushed writes don't; the boot id in each header says so to whoever reads it later.
 *
 * <p>{@link #write} and {@link #remove} are to be called by one thread at a time.
 */
public final class Ledger {
    /** The largest file that is written or read; a vassal file of 256 KiB, a few times over. */
    static final int MOST_BYTES = 4 << 20;
    /** Files in the directory that are looked at. */
    private static final int MOST_FILES = 100_000;

    private static final String SUFFIX = ".vassal";
    private static final String ASIDE = SUFFIX + ".aside";

    private final Path directory;
    private final String boot;
    private final String reign;
    private final MemoryText text = new MemoryText();

    /**
     * @param directory 0700 and our own; made when it isn't there
     * @param boot {@code ProcessTable.bootId()}
     * @param reign 16 hexadecimal digits that no other master has
     */
    public Ledger(Path directory, String boot, String reign) throws IOException {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.boot = Objects.requireNonNull(boot, "boot");
        this.reign = Objects.requireNonNull(reign, "reign");
        Set<java.nio.file.attribute.PosixFilePermission> owner = PosixFilePermissions.fromString("rwx------");
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(owner));
        }
        Files.setPosixFilePermissions(directory, owner);
    }

    /**
     * One file that could be read.
     *
     * @param reign of the master that wrote it
     * @param ticks when it was written, in clock ticks since boot
     */
    public record Entry(String reign, long ticks, Memory memory) {
        public Entry {
            Objects.requireNonNull(reign, "reign");
            Objects.requireNonNull(memory, "memory");
        }
    }

    /**
     * All that could be read.
     *
     * @param entries by name
     * @param unreadable names of the vassals whose files could not be used
     * @param outdated how many files were of another boot, and were removed
     * @param complaints one in words for each file that could not be used
     */
    public record Reading(List<Entry> entries, Set<String> unreadable, int outdated, List<String> complaints) {
        public Reading {
            entries = List.copyOf(entries);
            unreadable = Set.copyOf(unreadable);
            complaints = List.copyOf(complaints);
        }
    }

    /** Reads everything. Files that can't be used are set aside, so that they can be looked at. */
    public Reading read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        Set<String> unreadable = new TreeSet<>();
        List<String> complaints = new ArrayList<>();
        int outdated = 0;
        for (String name : names()) {
            Path file = file(name);
            try {
                Entry entry = read(name, file);
                if (entry == null) {
                    outdated++;
                    Files.deleteIfExists(file);
                } else {
                    entries.add(entry);
                }
            } catch (IOException unusable) {
                unreadable.add(name);
                complaints.add("could not use " + file + ": " + words(unusable) + "; set aside as " + name + ASIDE);
                setAside(name, file);
            }
        }
        return new Reading(entries, unreadable, outdated, complaints);
    }

    private static String words(IOException failure) {
        return failure instanceof Malformed ? failure.getMessage() : failure.toString();
    }

    private List<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (names.size() < MOST_FILES) {
                    names.add(name.substring(0, name.length() - SUFFIX.length()));
                }
            }
        }
        return List.copyOf(names);
    }

    private Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }

    /** Null when it is of another boot. */
    private Entry read(String name, Path file) throws IOException {
        byte[] bytes = bytes(file);
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length || end > Header.MOST_BYTES) {
            throw new Malformed(bytes.length == 0 ? "it is empty" : "it is torn, or no file of a ledger");
        }
        Header header = Header.of(new String(bytes, 0, end, StandardCharsets.US_ASCII));
        int body = end + 1;
        int length = bytes.length - body;
        if (length != header.bytes() || header.checksumOver(bytes, body, length) != header.checksum()) {
            throw new Malformed("it is torn");
        }
        if (!header.boot().equals(boot)) {
            return null;
        }
        Memory memory = text.read(bytes, body, length);
        if (!memory.name().equals(name)) {
            throw new Malformed("it is that of another vassal");
        }
        return new Entry(header.reign(), header.ticks(), memory);
    }

    private byte[] bytes(Path file) throws IOException {
        var seen = Files.readAttributes(file, "unix:uid,size,isRegularFile", LinkOption.NOFOLLOW_LINKS);
        if (!seen.get("isRegularFile").equals(true)) {
            throw new Malformed("it is not a regular file");
        }
        if (!seen.get("uid").equals(Files.getAttribute(directory, "unix:uid"))) {
            throw new Malformed("it belongs to uid " + seen.get("uid"));
        }
        if ((Long) seen.get("size") > MOST_BYTES) {
            throw new Malformed("it is larger than " + MOST_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private void setAside(String name, Path file) {
        try {
            Files.move(file, directory.resolve(name + ASIDE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException immovable) {
            // The next write replaces it, or fails with better words.
            return;
        }
    }

    /** Writes down what is to be known of one vassal, in place of what was. */
    public void write(Memory memory) throws IOException {
        byte[] body = text.write(memory);
        if (body.length > MOST_BYTES - Header.MOST_BYTES) {
            throw new Malformed("it would be larger than " + MOST_BYTES + " bytes");
        }
        byte[] line = Header.over(body, boot, reign, DaemonProcess.ticksSinceBoot()).line();
        Path next = directory.resolve(memory.name() + SUFFIX + ".next");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            write(channel, ByteBuffer.wrap(line));
            write(channel, ByteBuffer.wrap(body));
        }
        Files.move(next, file(memory.name()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Nothing is to be known of that vassal any more. */
    public void remove(String name) throws IOException {
        Files.deleteIfExists(file(name));
        Files.deleteIfExists(directory.resolve(name + ASIDE));
    }
}
