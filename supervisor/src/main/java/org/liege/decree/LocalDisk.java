package org.liege.decree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real file system, through the JDK. */
final class LocalDisk implements Disk {
    private static final String WANTED = "unix:mode,dev,ino,size,lastModifiedTime,ctime";
    private static final LinkOption[] FOLLOW = {};
    private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};
    // From stat(2): the file type in st_mode.
    private static final int TYPE_MASK = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;

    private final Writers writers;

    LocalDisk(Writers writers) {
        this.writers = writers;
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                names.add(entry);
                if (names.size() > Limits.DIRECTORY_NAMES) {
                    throw new FileSystemException(
                            directory.toString(), null, "more than " + Limits.DIRECTORY_NAMES + " names");
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    @Override
    public FileStamp stamp(Path file, boolean follow) throws IOException {
        Map<String, Object> told = attributes(file, follow ? FOLLOW : NO_FOLLOW);
        return new FileStamp(
                kind((Integer) told.get("mode")),
                (Long) told.get("dev"),
                (Long) told.get("ino"),
                (Long) told.get("size"),
                nanos(told.get("lastModifiedTime")),
                nanos(told.get("ctime")));
    }

    /** Where the directory itself is out of sight or something else by now, the file is not broken: it is not there. */
    private static Map<String, Object> attributes(Path file, LinkOption... options) throws IOException {
        try {
            return Files.readAttributes(file, WANTED, options);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(file.getParent())) {
                throw new NoSuchFileException(file.toString());
            }
            throw e;
        }
    }

    private static FileStamp.Kind kind(int mode) {
        return switch (mode & TYPE_MASK) {
            case REGULAR -> FileStamp.Kind.FILE;
            case DIRECTORY -> FileStamp.Kind.DIRECTORY;
            case LINK -> FileStamp.Kind.LINK;
            default -> FileStamp.Kind.OTHER;
        };
    }

    private static long nanos(Object time) {
        return ((FileTime) time).to(TimeUnit.NANOSECONDS);
    }

    @Override
    public byte[] read(Path file, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(limit);
        }
    }

    @Override
    public Writers.Writing writing(Path file) {
        return writers.check(file);
    }
}
