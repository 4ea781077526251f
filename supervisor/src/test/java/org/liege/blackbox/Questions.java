package org.liege.blackbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a proxy and the daemon's door: writes down each question, and hands on the answer as it is. */
final class Questions implements AutoCloseable {
    private final Path door;
    private final Path socket;
    private final ServerSocketChannel listener;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Queue<SocketChannel> open = new ConcurrentLinkedQueue<>();
    private volatile Runnable before = () -> {};

    Questions(Path door, Path socket) throws IOException {
        this.door = door;
        this.socket = socket;
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket), 128);
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        spawn(this::accept);
    }

    Path socket() {
        return socket;
    }

    /** The heads of all questions so far: request line and headers. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** What happens between a question and its being handed on; its failure breaks the connection. */
    void before(Runnable action) {
        before = action;
    }

    private void spawn(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // One side has gone, or the test is over.
            }
        }, "questions");
        threads.add(thread);
        thread.start();
    }

    private interface Task {
        void run() throws IOException;
    }

    private void accept() throws IOException {
        while (true) {
            SocketChannel client = listener.accept();
            open.add(client);
            spawn(() -> serve(client));
        }
    }

    private void serve(SocketChannel client) throws IOException {
        try (client; SocketChannel daemon = SocketChannel.open(UnixDomainSocketAddress.of(door))) {
            open.add(daemon);
            InputStream fromClient = Channels.newInputStream(client);
            InputStream fromDaemon = Channels.newInputStream(daemon);
            OutputStream toClient = Channels.newOutputStream(client);
            OutputStream toDaemon = Channels.newOutputStream(daemon);
            for (byte[] head = head(fromClient); head.length > 0; head = head(fromClient)) {
                asked.add(text(head));
                before.run();
                toDaemon.write(head);
                byte[] answer = head(fromDaemon);
                toClient.write(answer);
                toClient.write(fromDaemon.readNBytes(bodyLength(text(answer))));
            }
        }
    }

    private static String text(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1);
    }

    /** Up to the empty line; empty when the connection ends first. */
    private static byte[] head(InputStream input) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = input.read();
            if (b < 0) {
                return new byte[0];
            }
            head.write(b);
        }
        return head.toByteArray();
    }

    private static int bodyLength(String head) {
        return head.toLowerCase(Locale.ROOT).lines()
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst().orElse(0);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SocketChannel channel : open) {
            channel.close();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
