package org.liege.sandbox;

import java.util.concurrent.TimeUnit;
import jnr.ffi.Pointer;

/**
 * Our own epoll(7), for what the JDK's selector can't watch: pidfds, blocking listeners, pipes. One thread waits;
 * others may add, remove and wake. Level-triggered: what is not dealt with is reported again.
 */
public final class EventPoll implements AutoCloseable {
    /** Events taken from the kernel at once, at most. */
    public static final int MOST_EVENTS = 1024;
    /** The one token that can't be used: ours for wake-ups. */
    public static final long RESERVED_TOKEN = Long.MIN_VALUE;

    /** Bytes, connections or an end can be read (EPOLLIN). */
    public static final int READABLE = 1;
    /** Bytes can be written (EPOLLOUT). */
    public static final int WRITABLE = 4;
    /** Both directions are over, or there is an error (EPOLLHUP, EPOLLERR); reported whatever one asks for. */
    public static final int GONE = 0x18;

    /** With an interest: reported once, then not until {@link #change} asks again (EPOLLONESHOT). */
    public static final int ONCE = 1 << 30;

    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLL_CTL_MOD = 3;
    private static final int O_CLOEXEC = 0x80000;
    private static final int EFD_CLOEXEC_NONBLOCK = 0x80000 | 0x800;
    private static final int EVENT_BYTES = Architecture.HERE.epollEventSize;
    private static final int DATA_OFFSET = Architecture.HERE.epollDataOffset;

    private final Descriptor epoll;
    private final Descriptor alarm;
    private final Pointer events = Native.allocate(EVENT_BYTES * MOST_EVENTS);
    private final Pointer counter = Native.allocate(Long.BYTES);
    private final Pointer one = Native.allocate(Long.BYTES);

    private EventPoll(Descriptor epoll, Descriptor alarm) {
        this.epoll = epoll;
        this.alarm = alarm;
        one.putLong(0, 1);
    }

    /** Takes one event. */
    @FunctionalInterface
    public interface Arrival {
        /** {@code events}: a union of {@link #READABLE}, {@link #WRITABLE} and {@link #GONE}. */
        void at(long token, int events);
    }

    public static EventPoll open() throws KernelException {
        Descriptor epoll = Descriptor.of(Native.C.epoll_create1(O_CLOEXEC), "open", "an epoll");
        try {
            Descriptor alarm = Descriptor.of(Native.C.eventfd(0, EFD_CLOEXEC_NONBLOCK), "open", "an eventfd");
            return withAlarm(epoll, alarm);
        } catch (KernelException failure) {
            epoll.close();
            throw failure;
        }
    }

    private static EventPoll withAlarm(Descriptor epoll, Descriptor alarm) throws KernelException {
        EventPoll poll = new EventPoll(epoll, alarm);
        try {
            poll.control(EPOLL_CTL_ADD, alarm.number(), RESERVED_TOKEN, READABLE);
            return poll;
        } catch (KernelException failure) {
            alarm.close();
            throw failure;
        }
    }

    /**
     * Watches for readability (and hang-up).
     *
     * @param token handed out by {@link #await} when the descriptor is ready
     */
    public void add(int fd, long token) throws KernelException {
        add(fd, token, READABLE);
    }

    /** Watches for a union of {@link #READABLE}, {@link #WRITABLE} and {@link #ONCE}; with 0 only {@link #GONE} is reported. */
    public void add(int fd, long token, int interest) throws KernelException {
        if (token == RESERVED_TOKEN) {
            throw new IllegalArgumentException("token is reserved");
        }
        control(EPOLL_CTL_ADD, fd, token, interest);
    }

    /** Watches a descriptor that was added for something else from now on. */
    public void change(int fd, long token, int interest) throws KernelException {
        control(EPOLL_CTL_MOD, fd, token, interest);
    }

    /** To be called before the descriptor is closed: a duplicate elsewhere would keep it watched (epoll(7)). */
    public void remove(int fd) throws KernelException {
        control(EPOLL_CTL_DEL, fd, 0, 0);
    }

    private void control(int operation, int fd, long token, int interest) throws KernelException {
        Pointer event = Native.scratch();
        event.putInt(0, interest);
        event.putLong(DATA_OFFSET, token);
        if (Native.C.epoll_ctl(epoll.number(), operation, fd, event) < 0) {
            throw new KernelException(operation == EPOLL_CTL_DEL ? "forget" : "watch", "fd " + fd, Native.errno());
        }
    }

    /**
     * Waits for events.
     *
     * @param timeoutMillis -1 for ever, 0 not at all
     * @param tokensOut filled from the start; as many events as fit are taken, the rest stays for the next call
     * @return how many tokens; 0 when the time is over or {@link #wake} was called
     */
    public int await(long timeoutMillis, long[] tokensOut) throws KernelException {
        // One slot more than asked for, else the wake-up could crowd out the only event.
        int capacity = Math.min(MOST_EVENTS, tokensOut.length + 1);
        int count = waitFor(timeoutMillis, capacity);
        int tokens = 0;
        for (int i = 0; i < count; i++) {
            long token = events.getLong((long) i * EVENT_BYTES + DATA_OFFSET);
            if (token == RESERVED_TOKEN) {
                Native.C.read(alarm.number(), counter, Long.BYTES);
            } else if (tokens < tokensOut.length) {
                tokensOut[tokens++] = token;
            }
        }
        return tokens;
    }

    /**
     * Waits for events and hands each to {@code arrival}, which must not wait here itself.
     *
     * @param timeoutMillis -1 for ever, 0 not at all
     */
    public void await(long timeoutMillis, Arrival arrival) throws KernelException {
        int count = waitFor(timeoutMillis, MOST_EVENTS);
        for (int i = 0; i < count; i++) {
            long at = (long) i * EVENT_BYTES;
            long token = events.getLong(at + DATA_OFFSET);
            if (token == RESERVED_TOKEN) {
                Native.C.read(alarm.number(), counter, Long.BYTES);
            } else {
                arrival.at(token, events.getInt(at));
            }
        }
    }

    private int waitFor(long timeoutMillis, int capacity) throws KernelException {
        long deadline = timeoutMillis < 0 ? 0 : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        long left = timeoutMillis;
        while (true) {
            int count = Native.C.epoll_wait(epoll.number(), events, capacity, (int) Math.min(left, Integer.MAX_VALUE));
            if (count >= 0) {
                return count;
            }
            if (Native.errno() != ErrorNumber.EINTR) {
                throw new KernelException("wait on", "an epoll", Native.errno());
            }
            left = timeoutMillis < 0 ? -1 : Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        }
    }

    /**
     * Makes the waiting thread, or the next one to wait, return early. Cheap, from any thread, also after {@link
     * #close}.
     */
    public void wake() {
        if (alarm.isOpen()) {
            Native.C.write(alarm.number(), one, Long.BYTES);
        }
    }

    /** To be called by the waiting thread, or once it waits no more. */
    @Override
    public void close() {
        alarm.close();
        epoll.close();
    }
}
