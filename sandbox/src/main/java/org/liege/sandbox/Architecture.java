package org.liege.sandbox;

/**
 * Where x86-64 and aarch64 Linux differ in numbers. Sources: asm/unistd_64.h, asm-generic/unistd.h, asm/fcntl.h,
 * linux/eventpoll.h (EPOLL_PACKED).
 */
enum Architecture {
    X86_64(0x20000, 12, 4, 122, 123, 115, 116),
    AARCH64(0x8000, 16, 8, 151, 152, 158, 159);

    /** The one we run on. */
    static final Architecture HERE = of(System.getProperty("os.arch"));

    final int openNoFollow;
    final int epollEventSize;
    final int epollDataOffset;
    final long setfsuid;
    final long setfsgid;
    final long getgroups;
    final long setgroups;

    Architecture(
            int openNoFollow,
            int epollEventSize,
            int epollDataOffset,
            long setfsuid,
            long setfsgid,
            long getgroups,
            long setgroups) {
        this.openNoFollow = openNoFollow;
        this.epollEventSize = epollEventSize;
        this.epollDataOffset = epollDataOffset;
        this.setfsuid = setfsuid;
        this.setfsgid = setfsgid;
        this.getgroups = getgroups;
        this.setgroups = setgroups;
    }

    static Architecture of(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64", "arm64" -> AARCH64;
            default -> throw new IllegalStateException("Liege runs on Linux x86-64 and aarch64, not on " + name);
        };
    }
}
