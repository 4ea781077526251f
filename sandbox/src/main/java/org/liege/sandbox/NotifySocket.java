package org.liege.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jnr.ffi.Pointer;

/**
 * A datagram socket for sd_notify(3) messages, each with the sender's credentials as the kernel vouches for them. Not
 * thread-safe.
 */
public final class NotifySocket implements AutoCloseable {
    /** A longer message is dropped, as systemd does. */
    public static final int MOST_BYTES = 4096;
    /** Messages that are passed over in one call of {@link #receive}, at most. */
    private static final int MOST_IGNORED = 64;

    /** One a thread, not one a socket: there is a socket for each worker, and 6 KiB are 6 MiB for a thousand. */
    private static final ThreadLocal<MessageBuffer> BUFFER =
            ThreadLocal.withInitial(() -> new MessageBuffer(MOST_BYTES));

    private static final int SOL_SOCKET = 1;
    private static final int SO_PASSCRED = 16;

    private final Descriptor socket;
    private final SocketFile file;
    private final String path;
    private long ignored;

    private NotifySocket(Descriptor socket, SocketFile file, String path) {
        this.socket = socket;
        this.file = file;
        this.path = path;
    }

    /**
     * One message.
     *
     * @param pid of the sender, 0 when he is in no pid namespace of ours
     * @param uid of the sender
     * @param lines {@code KEY=value}, without empty ones
     */
    public record Message(int pid, int uid, List<String> lines) {
        public Message {
            lines = List.copyOf(lines);
        }

        /** The value of the last line with this key. */
        public Optional<String> value(String key) {
            String start = Objects.requireNonNull(key, "key") + "=";
            return lines.stream()
                    .filter(line -> line.startsWith(start))
                    .reduce((earlier, later) -> later)
                    .map(line -> line.substring(start.length()));
        }
    }

    /**
     * Binds in a directory of our own; a socket that an earlier master left at the path is replaced.
     *
     * @param path absolute, at most 107 bytes
     * @param uid owner of the file
     * @param gid group of the file
     * @param mode permission bits; who may write may send
     */
    public static NotifySocket bind(String path, int uid, int gid, int mode) throws KernelException {
        UnixAddress address = UnixAddress.of(path, "bind");
        if (FileStatus.ofLink(Native.bytes(path)).filter(FileStatus::isSocket).isPresent()) {
            Native.C.unlink(Native.bytes(path));
        }
        int type = UnixAddress.SOCK_DGRAM | UnixAddress.SOCK_CLOEXEC | UnixAddress.SOCK_NONBLOCK;
        Descriptor socket = Descriptor.of(Native.C.socket(UnixAddress.AF_UNIX, type, 0), "open", "a socket");
        try {
            passCredentials(socket, path);
            SocketFile file = SocketFile.bind(path, address, null, socket);
            file.ownOrUnlink(mode, uid, gid);
            return new NotifySocket(socket, file, path);
        } catch (KernelException failure) {
            socket.close();
            throw failure;
        }
    }

    /** Before bind(2), so that no message is taken without. */
    private static void passCredentials(Descriptor socket, String path) throws KernelException {
        Pointer on = Native.scratch();
        on.putInt(0, 1);
        if (Native.C.setsockopt(socket.number(), SOL_SOCKET, SO_PASSCRED, on, Integer.BYTES) < 0) {
            throw new KernelException("ask for credentials on", path, Native.errno());
        }
    }

    public String path() {
        return path;
    }

    /** For polling; not to be kept or closed. */
    public int fd() {
        return socket.number();
    }

    /** Messages dropped so far: too long, no credentials, or with a NUL inside. */
    public long ignored() {
        return ignored;
    }

    /** The next good message; empty when none waits. Never blocks. Descriptors that came along are closed. */
    public Optional<Message> receive() throws KernelException {
        MessageBuffer buffer = BUFFER.get();
        for (int attempt = 0; attempt < MOST_IGNORED; attempt++) {
            long length = Native.C.recvmsg(socket.number(), buffer.prepare(), MessageBuffer.FLAGS);
            int errno = length < 0 ? Native.errno() : 0;
            if (errno == ErrorNumber.EAGAIN) {
                return Optional.empty();
            }
            if (errno != 0 && errno != ErrorNumber.EINTR) {
                throw new KernelException("receive from", path, errno);
            }
            Optional<Message> message = errno == 0 ? message(buffer, (int) length) : Optional.empty();
            if (message.isPresent()) {
                return message;
            }
        }
        return Optional.empty();
    }

    private Optional<Message> message(MessageBuffer buffer, int length) {
        Optional<MessageBuffer.Sender> sender = buffer.sender();
        buffer.closePassedDescriptors();
        Optional<String> text = buffer.truncated() ? Optional.empty() : text(buffer.bytes(length));
        if (sender.isEmpty() || text.isEmpty()) {
            ignored++;
            return Optional.empty();
        }
        List<String> lines = text.get().lines().filter(line -> !line.isEmpty()).toList();
        return Optional.of(new Message(sender.get().pid(), sender.get().uid(), lines));
    }

    /** One NUL at the end is a C programmer's slip and forgiven; others cut what the sender meant. */
    private static Optional<String> text(byte[] bytes) {
        int length = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
        String text =
                StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    }

    /** Closes, and removes the path if it is still ours. */
    @Override
    public void close() {
        if (socket.isOpen()) {
            file.unlink();
            socket.close();
        }
    }
}
