package org.liege.blackbox;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Raw connections to a socket, kept open; what a connect met is a value. */
final class Connects implements AutoCloseable {
    /** What connect(2) said. */
    enum Met { CONNECTED, FULL, REFUSED, MISSING, DENIED }

    private final Path path;
    private final List<SocketChannel> open = new ArrayList<>();

    Connects(Path path) {
        this.path = path;
    }

    /** One attempt that leaves nothing behind. */
    static Met tryOne(Path path) throws IOException {
        try (Connects one = new Connects(path)) {
            return one.connect();
        }
    }

    /** One more connection, without blocking. */
    Met connect() throws IOException {
        SocketChannel channel = SocketChannel.open(java.net.StandardProtocolFamily.UNIX);
        channel.configureBlocking(false);
        try {
            if (channel.connect(UnixDomainSocketAddress.of(path))) {
                open.add(channel);
                return Met.CONNECTED;
            }
            channel.close();
            // EAGAIN of a non-blocking connect: the queue is full (unix(7)).
            return Met.FULL;
        } catch (IOException e) {
            channel.close();
            return judge(e);
        }
    }

    private Met judge(IOException e) throws IOException {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Connection refused")) {
            return Met.REFUSED;
        }
        if (message.contains("Permission denied")) {
            return Met.DENIED;
        }
        if (message.contains("No such file") || !Files.exists(path)) {
            return Met.MISSING;
        }
        if (message.contains("temporarily unavailable")) {
            return Met.FULL;
        }
        throw e;
    }

    /** Connects until the queue is full; how many fitted. */
    int fill() throws IOException {
        while (connect() == Met.CONNECTED) {
            if (open.size() > 100_000) {
                throw new IOException("the queue of " + path + " never fills");
            }
        }
        return open.size();
    }

    List<SocketChannel> channels() {
        return open;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : open) {
            channel.close();
        }
        open.clear();
    }
}
