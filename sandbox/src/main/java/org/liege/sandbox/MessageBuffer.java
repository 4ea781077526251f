package org.liege.sandbox;

import java.util.Optional;
import jnr.ffi.Pointer;

/**
 * A {@code struct msghdr} with room for one datagram and its control messages, reused for each recvmsg(2). Layouts of
 * 64-bit Linux (bits/socket.h, cmsg(3)).
 */
final class MessageBuffer {
    /** MSG_CMSG_CLOEXEC: descriptors that come along must not leak into a child before we close them. */
    static final int FLAGS = 0x40000000;

    private static final int HEADER_BYTES = 56;
    private static final int VECTOR_AT = 56;
    private static final int CONTROL_AT = 72;
    /** Credentials, a security label, and SCM_MAX_FD (253) descriptors. */
    private static final int CONTROL_BYTES = 2048;

    private static final int DATA_AT = CONTROL_AT + CONTROL_BYTES;
    private static final int CONTROL_HEADER = 16;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;
    private static final int MSG_TRUNC = 0x20;

    private final Pointer memory;
    private final int capacity;

    MessageBuffer(int capacity) {
        this.capacity = capacity;
        this.memory = Native.allocate(DATA_AT + capacity);
    }

    /** The sender as the kernel vouches for him. */
    record Sender(int pid, int uid) {}

    /** The header for the next call: the kernel has overwritten lengths in the last one. */
    Pointer prepare() {
        memory.setMemory(0, HEADER_BYTES, (byte) 0);
        memory.putLong(16, memory.address() + VECTOR_AT);
        memory.putLong(24, 1);
        memory.putLong(32, memory.address() + CONTROL_AT);
        memory.putLong(40, CONTROL_BYTES);
        memory.putLong(VECTOR_AT, memory.address() + DATA_AT);
        memory.putLong(VECTOR_AT + 8, capacity);
        return memory;
    }

    boolean truncated() {
        return (memory.getInt(48) & MSG_TRUNC) != 0;
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        memory.get(DATA_AT, bytes, 0, length);
        return bytes;
    }

    Optional<Sender> sender() {
        for (int at = first(); at >= 0; at = next(at)) {
            if (is(at, SCM_CREDENTIALS)) {
                return Optional.of(new Sender(memory.getInt(at + 16), memory.getInt(at + 20)));
            }
        }
        return Optional.empty();
    }

    void closePassedDescriptors() {
        for (int at = first(); at >= 0; at = next(at)) {
            if (is(at, SCM_RIGHTS)) {
                int end = at + length(at);
                for (int fd = at + CONTROL_HEADER; fd + Integer.BYTES <= end; fd += Integer.BYTES) {
                    Native.C.close(memory.getInt(fd));
                }
            }
        }
    }

    private boolean is(int at, int type) {
        return memory.getInt(at + 8L) == SOL_SOCKET && memory.getInt(at + 12L) == type;
    }

    private int length(int at) {
        return (int) memory.getLong(at);
    }

    private int first() {
        return valid(CONTROL_AT);
    }

    private int next(int at) {
        return valid(at + (length(at) + 7 & ~7));
    }

    /** -1 when no whole control message begins there. */
    private int valid(int at) {
        int end = CONTROL_AT + (int) memory.getLong(40);
        return at + CONTROL_HEADER <= end && length(at) >= CONTROL_HEADER && at + length(at) <= end ? at : -1;
    }
}
