package org.liege.decree;

import java.util.Objects;

/**
 * What stat(2) tells of a file; when nothing of it differs, the content is taken to be the same.
 *
 * @param kind what it is
 * @param device st_dev
 * @param inode st_ino
 * @param size bytes
 * @param modifiedNanos st_mtim, nanoseconds since the epoch
 * @param changedNanos st_ctim, nanoseconds since the epoch; the kernel's own, nobody can set it back
 */
public record FileStamp(Kind kind, long device, long inode, long size, long modifiedNanos, long changedNanos) {
    public FileStamp {
        Objects.requireNonNull(kind, "kind");
    }

    /** The kinds of file that matter here. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link, not followed. */
        LINK,
        /** A FIFO, socket or device: never opened. */
        OTHER
    }
}
