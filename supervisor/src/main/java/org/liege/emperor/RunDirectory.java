package org.liege.emperor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.liege.sandbox.Confinement;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ListeningSocket;

/**
 * {@code {run}}: 0755 and the daemon's own, with the sockets, and the lock that one master at a time holds. The lock is a POSIX
 * record lock (fcntl(2)); its file is opened once only, because closing any descriptor of it would let the lock go.
 */
final class RunDirectory implements AutoCloseable {
    /** Another master holds the run directory. */
    static final class Locked extends IOException {
        private static final long serialVersionUID = 1;

        Locked(String message) {
            super(message);
        }
    }

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private RunDirectory(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes what is missing and takes the lock.
     *
     * @throws Locked when another master runs there
     */
    static RunDirectory open(Path root) throws IOException {
        Objects.requireNonNull(root, "root");
        Files.createDirectories(root);
        refuseForeign(root);
        publish(root);
        FileChannel channel = FileChannel.open(
                root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            String holder = read(channel);
            channel.close();
            throw new Locked("another master runs in " + root + (holder.isEmpty() ? "" : ", pid " + holder) + " (it holds "
                    + root.resolve("lock") + ")");
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())));
        RunDirectory run = new RunDirectory(root, channel, lock);
        run.furnish();
        return run;
    }

    /** The pid that the holder of the lock wrote down, for people; empty when there is none. */
    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        channel.read(bytes, 0);
        String text = StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
        return text.matches("[0-9]+") ? text : "";
    }

    /** Who could write there could swap sockets under the daemon. */
    private static void refuseForeign(Path root) throws IOException {
        Object owner = Files.getAttribute(root, "unix:uid");
        int own = org.liege.sandbox.Accounts.effectiveUid();
        if (!owner.equals(own)) {
            throw new IOException("could not use the run directory " + root + ": it belongs to uid " + owner
                    + ", the daemon runs as uid " + own + "; give it another with --run-dir");
        }
    }

    private void furnish() throws IOException {
        for (Path directory : new Path[] {apps(), messages(), root.resolve("bin")}) {
            Files.createDirectories(directory);
            publish(directory);
        }
        Files.createDirectories(spares());
        Files.setPosixFilePermissions(spares(), PosixFilePermissions.fromString("rwx------"));
        Files.deleteIfExists(execShell());
        Files.createSymbolicLink(execShell(), Path.of("/bin/sh"));
    }

    private static void publish(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Removes the notify sockets that are none of these: an earlier master has bound them for workers that are no more. */
    void keepMessages(Set<Path> wanted) throws IOException {
        Set<Path> needed = new HashSet<>();
        wanted.forEach(socket -> needed.add(socket.getParent()));
        for (Path vassal : entries(messages())) {
            for (Path socket : entries(vassal)) {
                if (!wanted.contains(socket)) {
                    Files.delete(socket);
                }
            }
            if (!needed.contains(vassal)) {
                Files.delete(vassal);
            }
        }
    }

    /** Removes the sockets in {@link #apps} that are none of these and that nobody listens on. */
    void keepApps(Set<Path> wanted) throws IOException, KernelException {
        for (Path socket : entries(apps())) {
            if (!wanted.contains(socket) && ListeningSocket.listenersAt(socket.toString()).isEmpty()) {
                Files.delete(socket);
            }
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    Path root() {
        return root;
    }

    /** The vassals' default sockets. */
    Path apps() {
        return root.resolve("apps");
    }

    /** One directory a vassal, with its workers' sd_notify sockets. */
    Path messages() {
        return root.resolve("notify");
    }

    /** Second links to the sockets in {@link #apps}. */
    Path spares() {
        return root.resolve("spares");
    }

    /** What must survive the master; 0700. */
    Path ledger() {
        return root.resolve("ledger");
    }

    /** The shell by a name that tells a process on the way to its program from the program. */
    Path execShell() {
        return root.resolve("bin").resolve(Confinement.SHELL_NAME);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
