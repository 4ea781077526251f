package org.liege.control;

import java.io.IOException;

/**
 * Where the door thread waits for its connections. A port, because it takes an epoll(7), which only the sandbox may
 * open: jnr's own selector is poll(2) and looks at every connection at every turn, so that a thousand mute clients
 * made every answer seven times slower (measured: 32 us to 230 us). All but {@link #wake} is called by one thread.
 */
public interface Watch extends AutoCloseable {
    /** Bytes, a connection or the end can be read. */
    int READ = 1;
    /** Bytes can be written. */
    int WRITE = 2;
    /** Both directions are over; reported whatever the interest is. */
    int GONE = 4;

    /** Takes one event. */
    @FunctionalInterface
    interface Arrival {
        /** {@code events}: a union of {@link #READ}, {@link #WRITE} and {@link #GONE}. */
        void at(long token, int events);
    }

    /** Watches a descriptor for a union of {@link #READ} and {@link #WRITE}, level-triggered. */
    void add(int fd, long token, int interest) throws IOException;

    /** Watches it for something else from now on. */
    void change(int fd, long token, int interest) throws IOException;

    /** To be called before the descriptor is closed. */
    void remove(int fd) throws IOException;

    /**
     * Waits, and hands over what is ready.
     *
     * @param timeoutMillis -1 for ever, 0 not at all
     */
    void await(long timeoutMillis, Arrival arrival) throws IOException;

    /** Makes the thread that waits, or the next to wait, come back early. From any thread. */
    void wake();

    @Override
    void close();
}
