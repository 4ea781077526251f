package org.liege.decree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the meaning of a [uwsgi] section depends on beside its text, as the uWSGI that reads it will find it. Notes
 * which files were asked for, so that a change of one can be noticed.
 */
interface UwsgiWorld {
    /** Where uWSGI is started; relative names begin here. */
    Path workingDirectory();

    /** The value of an environment variable, raw; null without one. Asking makes the worker get it. */
    String variable(String name);

    /** The bytes of a regular file. */
    byte[] read(Path file) throws IOException;

    /** access(2), R_OK. */
    boolean isReadable(Path file);

    boolean isFile(Path file);

    boolean isDirectory(Path file);

    boolean isLink(Path file);

    /** realpath(3). */
    Path realPath(Path file) throws IOException;

    /** st_ino, links not followed. */
    long inode(Path file) throws IOException;

    /** The names in a directory; empty when it can't be listed. */
    List<String> list(Path directory);

    String hostName();

    /** Processors that are online. */
    int processors();

    int uid();

    String userName();

    int gid();

    Optional<String> groupName();
}
