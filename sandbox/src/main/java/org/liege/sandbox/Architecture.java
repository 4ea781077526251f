package org.liege.sandbox;

import java.util.Set;

/**
 * Where x86-64 and aarch64 Linux differ in numbers. Sources: asm/unistd_64.h, asm-generic/unistd.h, asm/fcntl.h,
 * linux/eventpoll.h (EPOLL_PACKED).
 */
enum Architecture {
    X86_64(0x20000, 12, 4, 122, 123, 115, 116, Set.of(43, 288), Set.of(232, 281, 441), Set.of(7, 271, 23, 270, 426, 219)),
    AARCH64(0x8000, 16, 8, 151, 152, 158, 159, Set.of(202, 242), Set.of(22, 441), Set.of(73, 72, 426, 128));

    /** The one we run on. */
    static final Architecture HERE = of(System.getProperty("os.arch"));

    final int openNoFollow;
    final int epollEventSize;
    final int epollDataOffset;
    final long setfsuid;
    final long setfsgid;
    final long getgroups;
    final long setgroups;
    /** accept, accept4. */
    final Set<Integer> accepting;
    /** epoll_wait (not on aarch64), epoll_pwait, epoll_pwait2. */
    final Set<Integer> epolling;
    /** Waits whose descriptors can't be seen from outside: poll, ppoll, select, pselect6, io_uring_enter, restart_syscall. */
    final Set<Integer> waitingUnseen;

    Architecture(
            int openNoFollow,
            int epollEventSize,
            int epollDataOffset,
            long setfsuid,
            long setfsgid,
            long getgroups,
            long setgroups,
            Set<Integer> accepting,
            Set<Integer> epolling,
            Set<Integer> waitingUnseen) {
        this.openNoFollow = openNoFollow;
        this.epollEventSize = epollEventSize;
        this.epollDataOffset = epollDataOffset;
        this.setfsuid = setfsuid;
        this.setfsgid = setfsgid;
        this.getgroups = getgroups;
        this.setgroups = setgroups;
        this.accepting = accepting;
        this.epolling = epolling;
        this.waitingUnseen = waitingUnseen;
    }

    static Architecture of(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64", "arm64" -> AARCH64;
            default -> throw new IllegalStateException("Liege runs on Linux x86-64 and aarch64, not on " + name);
        };
    }
}
