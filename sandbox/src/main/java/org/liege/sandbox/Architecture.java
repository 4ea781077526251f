package org.liege.sandbox;

import java.util.Set;

/**
 * Where x86-64 and aarch64 Linux differ in numbers. Sources: asm/unistd_64.h, asm-generic/unistd.h, asm/fcntl.h,
 * linux/eventpoll.h (EPOLL_PACKED).
 */
enum Architecture {
    X86_64(0x20000, 12, 4, 122, 123, 115, 116,
            new Waits(Set.of(43, 288), Set.of(232, 281, 441), Set.of(7, 271), Set.of(23, 270), Set.of(426, 219))),
    AARCH64(0x8000, 16, 8, 151, 152, 158, 159,
            new Waits(Set.of(202, 242), Set.of(22, 441), Set.of(73), Set.of(72), Set.of(426, 128)));

    /** The one we run on. */
    static final Architecture HERE = of(System.getProperty("os.arch"));

    final int openNoFollow;
    final int epollEventSize;
    final int epollDataOffset;
    final long setfsuid;
    final long setfsgid;
    final long getgroups;
    final long setgroups;
    final Waits waits;

    /**
     * Numbers of the system calls in which a process may wait for a connection.
     *
     * @param accept accept, accept4
     * @param epoll epoll_wait (not on aarch64), epoll_pwait, epoll_pwait2
     * @param poll poll (not on aarch64), ppoll
     * @param select select (not on aarch64), pselect6
     * @param unseen io_uring_enter, restart_syscall: for what can't be seen from outside
     */
    record Waits(
            Set<Integer> accept, Set<Integer> epoll, Set<Integer> poll, Set<Integer> select, Set<Integer> unseen) {}

    Architecture(
            int openNoFollow,
            int epollEventSize,
            int epollDataOffset,
            long setfsuid,
            long setfsgid,
            long getgroups,
            long setgroups,
            Waits waits) {
        this.openNoFollow = openNoFollow;
        this.epollEventSize = epollEventSize;
        this.epollDataOffset = epollDataOffset;
        this.setfsuid = setfsuid;
        this.setfsgid = setfsgid;
        this.getgroups = getgroups;
        this.setgroups = setgroups;
        this.waits = waits;
    }

    static Architecture of(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64", "arm64" -> AARCH64;
            default -> throw new IllegalStateException("Liege runs on Linux x86-64 and aarch64, not on " + name);
        };
    }
}
