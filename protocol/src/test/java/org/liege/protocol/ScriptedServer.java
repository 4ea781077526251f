package org.liege.protocol;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Serves one connection: reads one head, says what it was told to, closes. Or says nothing at all. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocketChannel listener;
    private final Path socket;
    private final CompletableFuture<String> request = new CompletableFuture<>();
    private final List<SocketChannel> held = new ArrayList<>();
    private Thread thread;

    private ScriptedServer(Path socket, int backlog) throws IOException {
        this.socket = socket;
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket), backlog);
    }

    static ScriptedServer answering(Path socket, String answer) throws IOException {
        java.nio.file.Files.deleteIfExists(socket);
        ScriptedServer server = new ScriptedServer(socket, 1);
        server.thread = new Thread(() -> server.serve(answer));
        server.thread.start();
        return server;
    }

    /** Accepts nobody; the kernel's queue takes the connection and its request. */
    static ScriptedServer mute(Path socket) throws IOException {
        return new ScriptedServer(socket, 16);
    }

    /** Accepts nobody, and no more fit into the queue. */
    static ScriptedServer full(Path socket) throws IOException {
        ScriptedServer server = new ScriptedServer(socket, 1);
        boolean room = true;
        while (room) {
            SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
            server.held.add(client);
            client.configureBlocking(false);
            room = connects(client, socket);
        }
        return server;
    }

    /** EAGAIN is an exception in the JDK of version 17. */
    private static boolean connects(SocketChannel client, Path socket) throws IOException {
        try {
            return client.connect(UnixDomainSocketAddress.of(socket));
        } catch (SocketException e) {
            return false;
        }
    }

    private void serve(String answer) {
        try (SocketChannel client = listener.accept()) {
            ByteBuffer head = ByteBuffer.allocate(8192);
            String text = "";
            while (!text.endsWith("\r\n\r\n") && client.read(head) >= 0) {
                text = new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
            }
            request.complete(text);
            ByteBuffer out = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
            while (out.hasRemaining()) {
                client.write(out);
            }
        } catch (IOException e) {
            request.completeExceptionally(e);
        }
    }

    Path socket() {
        return socket;
    }

    String request() {
        return request.join();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SocketChannel channel : held) {
            channel.close();
        }
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
