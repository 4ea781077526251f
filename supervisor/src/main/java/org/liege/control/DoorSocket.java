package org.liege.control;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.IntConsumer;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A listening door. It is bound in a fresh directory that only the daemon can enter, given its mode and group there,
 * and then renamed into place: so nobody can connect before the rights are set, and an older master's stale file is
 * replaced without a gap. (The JDK can't set a umask, and jnr-unixsocket binds and listens in one step.)
 */
final class DoorSocket implements Closeable {
    private static final Logger LOG = LogManager.getLogger(DoorSocket.class);
    private static final String HATCH = ".door-";
    private static final FileAttribute<?> OWNERS_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Door door;
    private final Path path;
    private final UnixServerSocketChannel channel;
    private final Object inode;

    private DoorSocket(Door door, Path path, UnixServerSocketChannel channel, Object inode) {
        this.door = door;
        this.path = path;
        this.channel = channel;
        this.inode = inode;
    }

    /**
     * Opens a door; the caller holds the run directory's lock.
     *
     * @param group who may use {@code query.sock}; below 0 to leave it as it is
     * @param hardenDescriptor sets close-on-exec
     */
    static DoorSocket open(Door door, Path runDir, int group, IntConsumer hardenDescriptor) throws IOException {
        Path path = runDir.resolve(door.file());
        try {
            Path hatch = Files.createTempDirectory(runDir, HATCH, OWNERS_ONLY);
            try {
                return open(door, path, hatch.resolve(door.file()), group, hardenDescriptor);
            } finally {
                discard(hatch);
            }
        } catch (IOException e) {
            throw new IOException("could not open " + path + ": " + cause(e), e);
        }
    }

    private static DoorSocket open(Door door, Path path, Path made, int group, IntConsumer hardenDescriptor)
            throws IOException {
        UnixServerSocketChannel channel = UnixServerSocketChannel.open();
        try {
            hardenDescriptor.accept(channel.getFD());
            bind(channel, made);
            dress(made, door, group);
            Object inode = inode(made);
            Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
            channel.configureBlocking(false);
            return new DoorSocket(door, path, channel, inode);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void bind(UnixServerSocketChannel channel, Path made) throws IOException {
        int length = made.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > Limits.SOCKET_PATH_BYTES) {
            throw new IOException("the path that it is made under has " + length + " bytes, more than "
                    + Limits.SOCKET_PATH_BYTES + " (ENAMETOOLONG); choose a shorter run-dir");
        }
        channel.socket().bind(new UnixSocketAddress(made.toFile()), Limits.BACKLOG);
    }

    private static void dress(Path made, Door door, int group) throws IOException {
        if (door == Door.QUERY && group >= 0) {
            try {
                Files.setAttribute(made, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
            } catch (IOException e) {
                throw new IOException("could not give it to group " + group + ": " + cause(e)
                        + "; choose a proxy-group that this user is in", e);
            }
        }
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(door.mode()));
    }

    /** Without the path, which the message names already. */
    private static String cause(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such directory (ENOENT)";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied (EACCES)";
        }
        return e instanceof FileSystemException named && named.getReason() != null ? named.getReason() : e.getMessage();
    }

    private static Object inode(Path path) throws IOException {
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
            if (inode.equals(inode(path))) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} was gone already", path);
        } finally {
            channel.close();
        }
    }
}
