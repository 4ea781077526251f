package org.liege.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A directory that others may enter, and a register of what a test opened; all gone after the test, however it ended.
 */
final class Workbench implements BeforeEachCallback, AfterEachCallback {
    /** Debian's nobody; a tenant without any rights of his own. */
    static final Tenant NOBODY = new Tenant(65534, 65534);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private Path directory;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        directory = Files.createTempDirectory("liege-sandbox");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(directory.resolve(Confinement.SHELL_NAME), Path.of("/bin/sh"));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    Path directory() {
        return directory;
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    String shell() {
        return path(Confinement.SHELL_NAME).toString();
    }

    <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }

    Path file(String name, String content, String permissions) throws IOException {
        Path file = Files.writeString(path(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    ListeningSocket.Request request(String name, int backlog) {
        return new ListeningSocket.Request(path(name).toString(), backlog, 0600, 0, 0, null);
    }

    ListeningSocket listen(String name, int backlog) throws KernelException {
        return keep(ListeningSocket.bind(request(name, backlog)));
    }

    /** A client as others write them: the JDK's own. */
    SocketChannel client(String name) throws IOException {
        SocketChannel channel = keep(SocketChannel.open(StandardProtocolFamily.UNIX));
        channel.connect(UnixDomainSocketAddress.of(path(name)));
        return channel;
    }

    ProbeSocket probe(String name) {
        ProbeSocket.Connection connection = ProbeSocket.connect(path(name).toString());
        if (connection instanceof ProbeSocket.Connection.Connected connected) {
            return keep(connected.socket());
        }
        throw new AssertionError(connection);
    }

    /** Starts a process that is killed and reaped after the test. */
    Child start(Confinement confinement, List<Integer> inherited, int firstFd) throws KernelException {
        Path output = path("output");
        Spawned spawned = Spawner.spawn(new Spawner.Request(
                confinement.argv(shell()),
                confinement.spawnEnvironment(),
                inherited,
                firstFd,
                output.toString(),
                0,
                0,
                confinement.bornWithoutNewPrivileges()));
        return keep(new Child(spawned, output));
    }

    Child start(Confinement confinement) throws KernelException {
        return start(confinement, List.of(), 3);
    }

    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
