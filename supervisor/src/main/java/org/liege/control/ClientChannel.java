package org.liege.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import jnr.constants.platform.Errno;
import jnr.enxio.channels.Native;
import jnr.enxio.channels.NativeException;
import jnr.unixsocket.Credentials;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;

/**
 * One accepted connection, owned by the door thread alone: jnr's channels don't guard a descriptor against use after
 * close, when its number may already be another connection's. Reads and writes go past jnr-unixsocket's own, which copy
 * every buffer, to jnr-enxio's.
 */
final class ClientChannel {
    private final UnixSocketChannel channel;
    private final Watch watch;
    private final long token;
    private int interest = Watch.READ;
    private boolean open = true;

    ClientChannel(UnixSocketChannel channel, Watch watch, long token) throws IOException {
        this.channel = channel;
        this.watch = watch;
        this.token = token;
        channel.configureBlocking(false);
        watch.add(channel.getFD(), token, interest);
    }

    boolean isOpen() {
        return open;
    }

    void want(int newInterest) throws IOException {
        if (open && interest != newInterest) {
            watch.change(channel.getFD(), token, newInterest);
            interest = newInterest;
        }
    }

    /** Bytes read; 0 when there are none now, -1 at the end. */
    int read(ByteBuffer into) throws IOException {
        int count = Native.read(channel.getFD(), into);
        return count == 0 ? -1 : orBlocked(count);
    }

    /** Bytes written; 0 when the socket takes none now. */
    int write(ByteBuffer from) throws IOException {
        return orBlocked(Native.write(channel.getFD(), from));
    }

    private static int orBlocked(int count) throws IOException {
        if (count > 0) {
            return count;
        }
        Errno errno = Native.getLastError();
        if (errno == Errno.EAGAIN || errno == Errno.EWOULDBLOCK) {
            return 0;
        }
        throw new NativeException(errno.name(), errno);
    }

    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Who connected, as the kernel noted it then (SO_PEERCRED, unix(7)). */
    Peer peer() throws IOException {
        Credentials credentials = channel.getOption(UnixSocketOptions.SO_PEERCRED);
        return new Peer(credentials.getPid(), credentials.getUid(), credentials.getGid());
    }

    void close() throws IOException {
        if (open) {
            open = false;
            try (channel) {
                watch.remove(channel.getFD());
            }
        }
    }
}
