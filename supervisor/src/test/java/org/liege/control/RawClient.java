package org.liege.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client without manners: sends any bytes, reads when it likes, and never for more than ten seconds. */
final class RawClient implements AutoCloseable {
    private static final int READ_MILLIS = 10_000;

    private final SocketChannel channel;
    private final Selector selector;

    private RawClient(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    static RawClient connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        channel.configureBlocking(false);
        Selector selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        return new RawClient(channel, selector);
    }

    /** Sends what the socket takes; tells how much that was. */
    int send(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining() && channel.write(rest) > 0) {
            Thread.onSpinWait();
        }
        return rest.position();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Some bytes, or the empty string at the end; fails when neither comes. */
    String readSome() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(65_536);
        int count = channel.read(buffer);
        while (count == 0) {
            selector.selectedKeys().clear();
            if (selector.select(READ_MILLIS) == 0) {
                throw new IOException("nothing came within " + READ_MILLIS + " ms");
            }
            count = channel.read(buffer);
        }
        return new String(buffer.array(), 0, Math.max(0, count), StandardCharsets.UTF_8);
    }

    /** Reads until {@code text} has come so many times in all. */
    String readUntil(String text, int times) throws IOException {
        StringBuilder all = new StringBuilder();
        while (all.toString().split(java.util.regex.Pattern.quote(text), -1).length - 1 < times) {
            String some = readSome();
            if (some.isEmpty()) {
                throw new IOException("the end came before '" + text + "': " + all);
            }
            all.append(some);
        }
        return all.toString();
    }

    String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (String some = readSome(); !some.isEmpty(); some = readSome()) {
                all.writeBytes(some.getBytes(StandardCharsets.UTF_8));
            }
        } catch (java.net.SocketException e) {
            // A reset after the answer: the server closed while bytes of ours were unread.
            all.writeBytes(new byte[0]);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
