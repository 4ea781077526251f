package org.liege.emperor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.EventPoll;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ListeningSocket;
import org.liege.vassal.Fact;

/**
 * The thread that hears the first connection to a vassal which sleeps, on its listeners themselves, by an epoll of its own. The
 * listeners stay blocking, nothing is accepted, and the kernel's queue keeps whoever comes. A sleeper costs an entry in a table
 * and in the kernel's; nobody looks at it until somebody comes.
 */
final class Porter implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Porter.class);
    /** Level-triggered, so that who waits already is heard; once, since he goes on waiting until a worker accepts him. */
    private static final int INTEREST = EventPoll.READABLE | EventPoll.ONCE;

    private final EventPoll poll;
    private final Mailbox mailbox;
    /** Whose listener a token stands for. Tokens are never used twice: an event that is late finds nobody. */
    private final Map<Long, String> vassals = new ConcurrentHashMap<>();
    /** Vassals whose next caller is news. */
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    /** The loop's thread only. */
    private final Map<ListeningSocket, Long> tokens = new HashMap<>();
    private long lastToken;
    private volatile boolean ended;

    Porter(EventPoll poll, Mailbox mailbox) {
        this.poll = poll;
        this.mailbox = mailbox;
    }

    /**
     * Listens for the next connection to any of these; answered by one Called, at once when somebody waits already. On the loop's
     * thread.
     *
     * @throws KernelException when one can't be watched (ENOMEM; ENOSPC: fs.epoll.max_user_watches)
     */
    void await(String vassal, List<ListeningSocket> listeners) throws KernelException {
        awaited.add(vassal);
        for (ListeningSocket listener : listeners) {
            Long known = tokens.get(listener);
            if (known != null) {
                poll.change(listener.fd(), known, INTEREST);
            } else {
                add(vassal, listener);
            }
        }
    }

    private void add(String vassal, ListeningSocket listener) throws KernelException {
        long token = ++lastToken;
        vassals.put(token, vassal);
        try {
            poll.add(listener.fd(), token, INTEREST);
            tokens.put(listener, token);
        } catch (KernelException failure) {
            vassals.remove(token);
            throw failure;
        }
    }

    /**
     * The listener is about to be closed. A worker may hold it open, and then the kernel would go on watching it (epoll(7)). On
     * the loop's thread.
     */
    void forget(ListeningSocket listener) {
        Long token = tokens.remove(listener);
        if (token == null) {
            return;
        }
        vassals.remove(token);
        try {
            poll.remove(listener.fd());
        } catch (KernelException impossible) {
            LOG.error("this cannot happen: {}: {}", listener, impossible.getMessage());
        }
    }

    @Override
    public void run() {
        long[] heard = new long[EventPoll.MOST_EVENTS];
        while (!ended) {
            try {
                int count = poll.await(-1, heard);
                for (int i = 0; i < count; i++) {
                    tell(vassals.get(heard[i]));
                }
            } catch (KernelException | RuntimeException bug) {
                LOG.error("the porter met what it can't: {}", bug.toString(), bug);
            }
        }
    }

    /** Of several listeners only the first caller's is told. */
    private void tell(String vassal) {
        if (vassal != null && awaited.remove(vassal)) {
            mailbox.observed(vassal, new Fact.Called());
        }
    }

    void end() {
        ended = true;
        poll.wake();
    }
}
