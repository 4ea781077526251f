package org.liege.sandbox;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file descriptor of ours. Each is close-on-exec and numbered 256 or higher, so that it can neither reach a worker by
 * accident nor collide with a number that a worker is to inherit.
 */
public final class Descriptor implements AutoCloseable {
    static final int LOWEST = 256;
    private static final int F_SETFD = 2;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int FD_CLOEXEC = 1;
    private static final int CLOSED = -1;

    private final AtomicInteger number;

    private Descriptor(int number) {
        this.number = new AtomicInteger(number);
    }

    /**
     * Takes over what a system call returned: moves it up, closes the low number.
     *
     * @param raw the call's result; negative means that the call failed and errno tells why
     * @param verb with {@code noun}, words for the exception
     */
    static Descriptor of(int raw, String verb, String noun) throws KernelException {
        if (raw < 0) {
            throw new KernelException(verb, noun, Native.errno());
        }
        int high = Native.C.fcntl(raw, F_DUPFD_CLOEXEC, LOWEST);
        int errno = high < 0 ? Native.errno() : 0;
        Native.C.close(raw);
        if (high < 0) {
            throw new KernelException(verb, noun, errno);
        }
        return new Descriptor(high);
    }

    /**
     * The number, to be used at once and never kept.
     *
     * @throws IllegalStateException if closed: the number may already be somebody else's
     */
    public int number() {
        int fd = number.get();
        if (fd == CLOSED) {
            throw new IllegalStateException("descriptor is closed");
        }
        return fd;
    }

    /** Whether {@link #close} has not been called yet. */
    public boolean isOpen() {
        return number.get() != CLOSED;
    }

    /** Idempotent. close(2) frees the number even when it reports an error, so there is nothing to retry. */
    @Override
    public void close() {
        int fd = number.getAndSet(CLOSED);
        if (fd != CLOSED) {
            Native.C.close(fd);
        }
    }

    /**
     * Marks a descriptor that others opened (a JDK or jnr channel) as close-on-exec.
     *
     * @throws IllegalStateException if there is no such descriptor, which is a bug
     */
    public static void closeOnExec(int fd) {
        if (Native.C.fcntl(fd, F_SETFD, FD_CLOEXEC) < 0) {
            throw new IllegalStateException(new KernelException("mark as close-on-exec", "fd " + fd, Native.errno()));
        }
    }

    @Override
    public String toString() {
        return "fd " + number.get();
    }
}
