package org.liege.emperor;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** A listener whose app does only what a test has it do. Closing it closes all that it accepted. */
final class AppOnPaper implements AutoCloseable {
    final Path path;
    final long listener;
    private final ServerSocketChannel server;
    private final Deque<SocketChannel> open = new ArrayDeque<>();

    /** Listens; the queue admits one more than {@code backlog}. */
    AppOnPaper(Path path, int backlog) throws IOException {
        this.path = path;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path), backlog);
        server.configureBlocking(false);
        listener = inode(path);
    }

    /** proc(5): the inode is the seventh column of /proc/net/unix, the path the last. */
    private static long inode(Path path) throws IOException {
        return Files.readAllLines(Path.of("/proc/net/unix")).stream()
                .filter(line -> line.endsWith(" " + path))
                .map(line -> line.trim().split(" +")[6])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    /** A client that waits. */
    SocketChannel client() throws IOException {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        open.push(client);
        client.connect(UnixDomainSocketAddress.of(path));
        return client;
    }

    /** Takes the one who has waited longest; null when nobody waits. */
    SocketChannel accept() throws IOException {
        SocketChannel accepted = server.accept();
        if (accepted != null) {
            accepted.configureBlocking(false);
            open.push(accepted);
        }
        return accepted;
    }

    /** What the client has sent so far; null once he has said that nothing more comes. */
    static String hear(SocketChannel client) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        return client.read(bytes) < 0 ? null : new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    static void answer(SocketChannel client, String text) throws IOException {
        client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        server.close();
        Files.deleteIfExists(path);
    }
}
