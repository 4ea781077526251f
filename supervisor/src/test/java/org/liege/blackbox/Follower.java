package org.liege.blackbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Somebody who follows the events at a door, as a plain HTTP/1.0 client: a line of JSON each, until the end. */
final class Follower implements AutoCloseable {
    private final SocketChannel channel;
    private final InputStream input;

    private Follower(SocketChannel channel) {
        this.channel = channel;
        this.input = new BufferedInputStream(Channels.newInputStream(channel));
    }

    /** {@code query}: what follows {@code /v1/events}. */
    static Follower of(Path door, String query) {
        try {
            Follower follower = new Follower(SocketChannel.open(UnixDomainSocketAddress.of(door)));
            follower.send("GET /v1/events" + query + " HTTP/1.0\r\n\r\n");
            return follower;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, past the head of the answer. */
    static Follower begun(Path door, String query) {
        Follower follower = of(door, query);
        for (String line = follower.line(); !line.isEmpty(); line = follower.line()) {
            if (line.startsWith("HTTP/") && !line.contains(" 200 ")) {
                throw new AssertionError(line);
            }
        }
        return follower;
    }

    private void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The next event; waits for it, and passes over signs of life. */
    Json next() {
        String line = line();
        while (line.isEmpty()) {
            line = line();
        }
        return Json.parse(line);
    }

    /** Passes over events until one of this kind leads to this state. */
    Json nextTo(String state) {
        Json event = next();
        while (!event.text("event").equals("state") || !state.equals(event.text("to"))) {
            event = next();
        }
        return event;
    }

    static long sequence(Json event) {
        return ((Number) event.at("sequence")).longValue();
    }

    private String line() {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = input.read(); b != '\n'; b = input.read()) {
                if (b < 0) {
                    throw new EOFException("the end came after '" + line + "'");
                }
                line.write(b);
            }
            return line.toString(StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
