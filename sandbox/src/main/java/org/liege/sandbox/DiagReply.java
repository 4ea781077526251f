package org.liege.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import jnr.ffi.Pointer;

/**
 * One netlink message of a UNIX_DIAG answer inside a receive buffer; layouts from linux/netlink.h, linux/unix_diag.h.
 * A view, valid until the buffer is received into again.
 */
final class DiagReply {
    static final int HEADER_BYTES = 16;
    static final int NLMSG_ERROR = 2;
    static final int NLMSG_DONE = 3;
    static final int FLAG_INTERRUPTED = 0x10;
    private static final int DIAG_BYTES = 16;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int ATTRIBUTE_VFS = 1;
    private static final int ATTRIBUTE_PEER = 2;
    private static final int ATTRIBUTE_WAITING = 3;
    private static final int ATTRIBUTE_QUEUE = 4;
    private static final int NONE = -1;

    private final Pointer buffer;
    private final int offset;

    DiagReply(Pointer buffer, int offset) {
        this.buffer = buffer;
        this.offset = offset;
    }

    /** The file a socket is bound to, as sock_diag tells it: 32 bits of the inode, the kernel's own device number. */
    record File(int inode, int device) {
        /** Same device and yet another inode. Where the devices differ (overlayfs, btrfs) nothing can be said. */
        boolean contradicts(FileStatus status) {
            return sameDevice(status) && inode != (int) status.inode();
        }

        /** Surely the same file, as far as 32 bits can tell. */
        boolean matches(FileStatus status) {
            return sameDevice(status) && inode == (int) status.inode();
        }

        /** The kernel's dev_t has 12 bits of major and 20 of minor number (linux/kdev_t.h). */
        private boolean sameDevice(FileStatus status) {
            return device == (status.deviceMajor() << 20 | status.deviceMinor());
        }
    }

    int length() {
        return buffer.getInt(offset);
    }

    int type() {
        return buffer.getShort(offset + 4) & 0xffff;
    }

    boolean interrupted() {
        return (buffer.getShort(offset + 6) & FLAG_INTERRUPTED) != 0;
    }

    int sequence() {
        return buffer.getInt(offset + 8);
    }

    /** Of an NLMSG_ERROR: positive errno. */
    int errno() {
        return -buffer.getInt(offset + HEADER_BYTES);
    }

    long inode() {
        return buffer.getInt(offset + HEADER_BYTES + 4) & 0xffffffffL;
    }

    QueueReader.Reading reading() {
        int at = attribute(ATTRIBUTE_QUEUE);
        return at == NONE
                ? new QueueReader.Reading(inode(), 0, 0)
                : new QueueReader.Reading(inode(), buffer.getInt(at), buffer.getInt(at + 4));
    }

    OptionalLong peer() {
        int at = attribute(ATTRIBUTE_PEER);
        return at == NONE ? OptionalLong.empty() : OptionalLong.of(buffer.getInt(at) & 0xffffffffL);
    }

    /** Inodes of the clients in the queue, the one that has waited longest first; 0 for one that has gone. */
    List<Long> waiting() {
        int at = attribute(ATTRIBUTE_WAITING);
        List<Long> inodes = new ArrayList<>();
        int end = at == NONE ? at : at - ATTRIBUTE_HEADER + (buffer.getShort(at - ATTRIBUTE_HEADER) & 0xffff);
        for (; at < end; at += Integer.BYTES) {
            inodes.add(buffer.getInt(at) & 0xffffffffL);
        }
        return inodes;
    }

    /** Null when the socket has no file. */
    File file() {
        int at = attribute(ATTRIBUTE_VFS);
        return at == NONE ? null : new File(buffer.getInt(at), buffer.getInt(at + 4));
    }

    private int attribute(int wanted) {
        int at = offset + HEADER_BYTES + DIAG_BYTES;
        int end = offset + length();
        while (at + ATTRIBUTE_HEADER <= end) {
            int length = buffer.getShort(at) & 0xffff;
            if (length < ATTRIBUTE_HEADER) {
                return NONE;
            }
            if ((buffer.getShort(at + 2) & 0x3fff) == wanted) {
                return at + ATTRIBUTE_HEADER;
            }
            at += (length + 3) & ~3;
        }
        return NONE;
    }
}
