package org.liege.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection to a Unix socket, every step of which ends at a deadline. The JDK's blocking channels know no time
 * limit, so this one is non-blocking and waits at a selector.
 */
final class UnixLine implements Closeable {
    /** Between two tries while the listener's queue is full, in nanoseconds. */
    private static final long RETRY_NANOS = 5_000_000;
    /** Bytes of a Unix socket's path (unix(7)). */
    private static final int MAX_PATH = 107;

    private final Path socket;
    private Deadline deadline;
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private UnixLine(Path socket, Deadline deadline, SocketChannel channel) throws IOException {
        this.socket = socket;
        this.deadline = deadline;
        this.channel = channel;
        this.selector = Selector.open();
        this.key = channel.register(selector, 0);
    }

    static UnixLine connect(Path socket, Deadline deadline) throws IOException {
        SocketChannel channel = connected(socket, deadline);
        try {
            return new UnixLine(socket, deadline, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static SocketChannel connected(Path socket, Deadline deadline) throws IOException {
        SocketChannel channel = attempt(socket);
        while (channel == null) {
            if (deadline.passed()) {
                throw new NoMaster(socket, NoMaster.Cause.MUTE);
            }
            LockSupport.parkNanos(RETRY_NANOS);
            channel = attempt(socket);
        }
        return channel;
    }

    /** Null when the listener's queue is full: EAGAIN, which for a Unix socket never means "under way" (connect(2)). */
    private static SocketChannel attempt(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean done = false;
        try {
            channel.configureBlocking(false);
            done = channel.connect(UnixDomainSocketAddress.of(socket));
            return done ? channel : null;
        } catch (SocketException e) {
            Optional<NoMaster.Cause> cause = causeOf(e, socket);
            if (cause.isPresent()) {
                throw new NoMaster(socket, cause.get());
            }
            return null;
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    /**
     * The JDK keeps errno to itself: ECONNREFUSED and EACCES have classes of their own, EAGAIN and ENOENT don't, and
     * their texts are in the user's language. Empty for EAGAIN.
     */
    private static Optional<NoMaster.Cause> causeOf(SocketException e, Path socket) {
        if (e instanceof ConnectException) {
            return Optional.of(NoMaster.Cause.REFUSED);
        }
        if (e instanceof BindException) {
            return Optional.of(NoMaster.Cause.FORBIDDEN);
        }
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
            return Optional.of(NoMaster.Cause.UNUSABLE);
        }
        if (Files.exists(socket)) {
            return Optional.empty();
        }
        return Optional.of(Files.notExists(socket) ? NoMaster.Cause.ABSENT : NoMaster.Cause.FORBIDDEN);
    }

    /** From now on it waits until then, and no longer. */
    void renew(Deadline later) {
        deadline = later;
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            if (attempt(() -> channel.write(rest)) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /** At least one byte, or -1 at the end. */
    int read(byte[] into, int offset, int length) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(into, offset, length);
        while (true) {
            int count = attempt(() -> channel.read(target));
            if (count != 0) {
                return count;
            }
            await(SelectionKey.OP_READ);
        }
    }

    @FunctionalInterface
    private interface Attempt {
        int run() throws IOException;
    }

    private int attempt(Attempt attempt) throws IOException {
        try {
            return attempt.run();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private NoMaster broken(IOException cause) {
        NoMaster broken = new NoMaster(socket, NoMaster.Cause.BROKEN);
        broken.initCause(cause);
        return broken;
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        do {
            if (deadline.passed()) {
                throw new NoMaster(socket, NoMaster.Cause.MUTE);
            }
            selector.selectedKeys().clear();
        } while (selector.select(deadline.remainingMillis()) == 0);
    }

    @Override
    public void close() throws IOException {
        try (selector; channel) {
            key.cancel();
        }
    }
}
