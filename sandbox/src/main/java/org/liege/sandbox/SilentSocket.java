package org.liege.sandbox;

import jnr.ffi.Pointer;

/**
 * A descriptor that takes every byte in and says nothing: it never fills, never becomes readable, and nobody at its other
 * end can go away. For a program that insists on a partner whose silence it lives well with, and whose end it does not
 * survive.
 *
 * <p>It is a netlink socket to the kernel's uevents. The kernel drops what is shorter than a netlink header without an answer
 * (netlink_rcv_skb in net/netlink/af_netlink.c, uevent_net_rcv_skb in lib/kobject_uevent.c), and never sends anything to a
 * socket that has joined no group. Whoever inherits it can do nothing with it that he could not do with one of his own: the
 * kernel looks at the sender's capabilities too, not only at the opener's (netlink_capable).
 */
public final class SilentSocket {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETLINK_KOBJECT_UEVENT = 15;
    private static final int MSG_NOSIGNAL = 0x4000;

    private SilentSocket() {}

    /**
     * A new one, which the caller closes.
     *
     * @throws KernelException EMFILE and the like, EAFNOSUPPORT and EPROTONOSUPPORT without netlink, ECONNREFUSED when
     *     this kernel does not take messages of users (before 4.18)
     */
    public static Descriptor open() throws KernelException {
        int type = SOCK_RAW | UnixAddress.SOCK_CLOEXEC;
        Descriptor socket = Descriptor.of(
                Native.C.socket(AF_NETLINK, type, NETLINK_KOBJECT_UEVENT), "open", "a socket that swallows everything");
        try {
            check(socket);
            return socket;
        } catch (KernelException failure) {
            socket.close();
            throw failure;
        }
    }

    /** Better no worker than one that ends at its first byte. */
    private static void check(Descriptor socket) throws KernelException {
        Pointer buffer = Native.scratch();
        buffer.putByte(0, (byte) 0);
        if (Native.C.send(socket.number(), buffer, 1, MSG_NOSIGNAL) < 0) {
            throw new KernelException("write to", "a socket that swallows everything", Native.errno());
        }
    }
}
