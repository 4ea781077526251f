package org.liege.emperor;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** Clients that connect to a socket and stay. */
final class Visitors implements AutoCloseable {
    private final String path;
    private final Deque<SocketChannel> open = new ArrayDeque<>();

    Visitors(String path) {
        this.path = path;
    }

    void come(int many) throws IOException {
        for (int i = 0; i < many; i++) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            open.push(channel);
            channel.connect(UnixDomainSocketAddress.of(path));
        }
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
