package org.liege.emperor;

import java.io.IOException;
import org.liege.control.Watch;
import org.liege.sandbox.EventPoll;
import org.liege.sandbox.KernelException;

/** The doors' {@link Watch} by our own epoll: its cost depends on who is ready, not on how many are connected. */
public final class EpollWatch implements Watch {
    private final EventPoll poll;

    private EpollWatch(EventPoll poll) {
        this.poll = poll;
    }

    /** Opens one; {@code close} closes its descriptors. */
    public static EpollWatch open() throws IOException {
        try {
            return new EpollWatch(EventPoll.open());
        } catch (KernelException failure) {
            throw inPort(failure);
        }
    }

    @Override
    public void add(int fd, long token, int interest) throws IOException {
        run(() -> poll.add(fd, token, bits(interest)));
    }

    @Override
    public void change(int fd, long token, int interest) throws IOException {
        run(() -> poll.change(fd, token, bits(interest)));
    }

    @Override
    public void remove(int fd) throws IOException {
        run(() -> poll.remove(fd));
    }

    @Override
    public void await(long timeoutMillis, Arrival arrival) throws IOException {
        try {
            poll.await(timeoutMillis, (token, events) -> arrival.at(token, meaning(events)));
        } catch (KernelException failure) {
            throw inPort(failure);
        }
    }

    @Override
    public void wake() {
        poll.wake();
    }

    @Override
    public void close() {
        poll.close();
    }

    /** A call that the kernel may refuse. */
    @FunctionalInterface
    private interface KernelCall {
        void run() throws KernelException;
    }

    private static void run(KernelCall call) throws IOException {
        try {
            call.run();
        } catch (KernelException failure) {
            throw inPort(failure);
        }
    }

    private static IOException inPort(KernelException failure) {
        return new IOException(failure.getMessage(), failure);
    }

    private static int bits(int interest) {
        return ((interest & READ) != 0 ? EventPoll.READABLE : 0) | ((interest & WRITE) != 0 ? EventPoll.WRITABLE : 0);
    }

    private static int meaning(int events) {
        return ((events & EventPoll.READABLE) != 0 ? READ : 0)
                | ((events & EventPoll.WRITABLE) != 0 ? WRITE : 0)
                | ((events & EventPoll.GONE) != 0 ? GONE : 0);
    }
}
