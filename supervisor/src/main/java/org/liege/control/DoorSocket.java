package org.liege.control;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.IntConsumer;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A listening door. It is bound in a fresh directory that only the daemon can enter, given its mode and group there, and
 * then renamed into place: so nobody can connect before the rights are set, and an older master's stale file is replaced
 * without a gap. (The JDK can't set a umask, and jnr-unixsocket binds and listens in one step.)
 */
final class DoorSocket implements Closeable {
    private static final Logger LOG = LogManager.getLogger(DoorSocket.class);
    private static final String HATCH = ".door-";

    private final Door door;
    private final Path path;
    private final UnixServerSocketChannel channel;
    private final Object fileKey;

    private DoorSocket(Door door, Path path, UnixServerSocketChannel channel, Object fileKey) {
        this.door = door;
        this.path = path;
        this.channel = channel;
        this.fileKey = fileKey;
    }

    /**
     * Opens a door; the caller holds the run directory's lock.
     *
     * @param group who may use {@code query.sock}; below 0 to leave it as it is
     * @param hardenDescriptor sets close-on-exec
     */
    static DoorSocket open(Door door, Path runDir, int group, IntConsumer hardenDescriptor) throws IOException {
        Path path = runDir.resolve(door.file());
        Path hatch = Files.createTempDirectory(runDir, HATCH, PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwx------")));
        UnixServerSocketChannel channel = UnixServerSocketChannel.open();
        try {
            hardenDescriptor.accept(channel.getFD());
            Path made = bind(channel, hatch.resolve(door.file()), path);
            dress(made, door, group);
            Object fileKey = fileKey(made);
            Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
            channel.configureBlocking(false);
            return new DoorSocket(door, path, channel, fileKey);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        } finally {
            discard(hatch);
        }
    }

    private static Path bind(UnixServerSocketChannel channel, Path made, Path path) throws IOException {
        int length = made.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > Limits.SOCKET_PATH_BYTES) {
            throw new IOException("could not bind " + path + ": its path leaves no room for the one that it is made"
                    + " under, " + length + " bytes of " + Limits.SOCKET_PATH_BYTES
                    + " (ENAMETOOLONG); choose a shorter run-dir");
        }
        try {
            channel.socket().bind(new UnixSocketAddress(made.toFile()), Limits.BACKLOG);
            return made;
        } catch (IOException e) {
            throw new IOException("could not bind " + path + ": " + e.getMessage(), e);
        }
    }

    private static void dress(Path made, Door door, int group) throws IOException {
        try {
            if (door == Door.QUERY && group >= 0) {
                Files.setAttribute(made, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
            }
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(door.mode()));
        } catch (IOException e) {
            throw new IOException("could not give " + door.file() + " to group " + group + ": " + e.getMessage()
                    + "; choose a proxy-group that this user is in", e);
        }
    }

    private static Object fileKey(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    private static void discard(Path hatch) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(hatch)) {
            for (Path entry : entries) {
                Files.delete(entry);
            }
        }
        Files.delete(hatch);
    }

    /** Removes what a master left that was killed while it opened a door; the caller holds the run directory's lock. */
    static void sweep(Path runDir) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(runDir, HATCH + "*")) {
            for (Path hatch : leftovers) {
                discard(hatch);
            }
        }
    }

    Door door() {
        return door;
    }

    UnixServerSocketChannel channel() {
        return channel;
    }

    /** Stops listening and removes the file, if it is still ours. */
    @Override
    public void close() throws IOException {
        try {
            if (fileKey.equals(fileKey(path))) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} was gone already", path);
        } finally {
            channel.close();
        }
    }
}
