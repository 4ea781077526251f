package org.liege.decree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The file system as the scanner sees it; tests put one of paper in its place. */
interface Disk {
    /** The names in a directory, in no order; fails above {@link Limits#DIRECTORY_NAMES}. */
    List<Path> list(Path directory) throws IOException;

    /** stat(2), or lstat(2) when links are not to be followed. */
    FileStamp stamp(Path file, boolean follow) throws IOException;

    /** The first bytes of a regular file, at most {@code limit}. */
    byte[] read(Path file, int limit) throws IOException;

    /** Whether anyone is writing it. */
    Writers.Writing writing(Path file);
}
