package org.liege.emperor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.ListeningSocket;

/**
 * A second hard link to a socket's file, in a directory of the master's own. When someone removes the path, the link puts the
 * very same listener back: nothing that waits is lost and no worker has to be replaced. connect(2) finds a socket by the inode
 * of its file (net/unix/af_unix.c, unix_find_bsd), so any name of it will do. Owned by the loop and the sampler.
 */
final class SpareName {
    private static final Logger LOG = LogManager.getLogger(SpareName.class);

    /** For a socket elsewhere, where no second link can be kept. */
    static final SpareName NONE = new SpareName(null, null);

    private final Path spare;
    private final Path path;

    private SpareName(Path spare, Path path) {
        this.spare = spare;
        this.path = path;
    }

    /** Where spare names are kept: on the same file system as the sockets. */
    record Store(Path directory) {
        /** Where the second link of that socket is, if there is one. */
        Path of(long inode) {
            return directory.resolve(Long.toString(inode));
        }

        /** The second link that an earlier master has made, or else a new one. */
        SpareName inherit(ListeningSocket socket) {
            Path spare = of(socket.inode());
            return Files.exists(spare, LinkOption.NOFOLLOW_LINKS) ? new SpareName(spare, Path.of(socket.path())) : keep(socket);
        }

        /** Removes every link of sockets that are none of these. */
        void keepOnly(Set<Long> inodes) {
            try (DirectoryStream<Path> links = Files.newDirectoryStream(directory)) {
                for (Path link : links) {
                    String name = link.getFileName().toString();
                    if (!name.matches("[0-9]{1,18}") || !inodes.contains(Long.valueOf(name))) {
                        Files.delete(link);
                    }
                }
            } catch (IOException refused) {
                LOG.warn("could not clean {}: {}", directory, refused.toString());
            }
        }

        /** Makes the second link; {@link #NONE} when the file system refuses. */
        SpareName keep(ListeningSocket socket) {
            Path spare = of(socket.inode());
            try {
                Files.deleteIfExists(spare);
                Files.createLink(spare, Path.of(socket.path()));
                return new SpareName(spare, Path.of(socket.path()));
            } catch (IOException | UnsupportedOperationException refused) {
                LOG.warn("could not keep a second link to {}: {}; if it is removed, its workers will be replaced",
                        socket.path(), refused.toString());
                return NONE;
            }
        }
    }

    /** Puts the path back; false when that can't be done. */
    boolean restore() {
        if (spare == null) {
            return false;
        }
        Path next = spare.resolveSibling(spare.getFileName() + ".next");
        try {
            Files.deleteIfExists(next);
            Files.createLink(next, spare);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException refused) {
            LOG.warn("could not put {} back: {}", path, refused.toString());
            return false;
        }
    }

    void drop() {
        try {
            if (spare != null) {
                Files.deleteIfExists(spare);
            }
        } catch (IOException refused) {
            LOG.warn("could not remove {}: {}", spare, refused.toString());
        }
    }
}
