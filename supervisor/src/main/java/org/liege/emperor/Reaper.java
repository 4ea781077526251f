package org.liege.emperor;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.EventPoll;
import org.liege.sandbox.ExitStatus;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.NotifySocket;
import org.liege.sandbox.ProcessTable;
import org.liege.vassal.Fact;

/**
 * The thread that hears from the kernel: workers that end (pidfds) and sd_notify messages (one socket a worker), both by one
 * epoll. It only translates; an end that needs explaining is handed to the coroner, who may read files.
 */
final class Reaper implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Reaper.class);

    private final EventPoll poll;
    private final Mailbox mailbox;
    private final Coroner coroner;
    private final Map<Long, Runnable> handlers = new ConcurrentHashMap<>();
    private final AtomicLong nextToken = new AtomicLong(1);
    private volatile boolean ended;

    Reaper(EventPoll poll, Mailbox mailbox, Coroner coroner) {
        this.poll = poll;
        this.mailbox = mailbox;
        this.coroner = coroner;
    }

    /** Listens to a new process from now on. */
    void watch(Subject subject) throws KernelException {
        long exit = nextToken.getAndIncrement();
        long message = nextToken.getAndIncrement();
        handlers.put(exit, () -> ended(subject, exit, message));
        handlers.put(message, () -> messages(subject));
        // The end comes last: it may be heard before this method returns, and takes both away again.
        poll.add(subject.notify.fd(), message);
        poll.add(subject.pidfd.fd(), exit);
    }

    @Override
    public void run() {
        long[] tokens = new long[EventPoll.MOST_EVENTS];
        while (!ended) {
            try {
                int count = poll.await(-1, tokens);
                for (int i = 0; i < count; i++) {
                    Runnable handler = handlers.get(tokens[i]);
                    if (handler != null) {
                        handler.run();
                    }
                }
            } catch (KernelException | RuntimeException bug) {
                LOG.error("the reaper met what it can't: {}", bug.toString(), bug);
            }
        }
    }

    void end() {
        ended = true;
        poll.wake();
    }

    private void ended(Subject subject, long exitToken, long messageToken) {
        messages(subject);
        try {
            // A zombie keeps its name: it tells whether the app itself was ever executed. After the reaping it is gone.
            String comm = ProcessTable.comm(subject.pid).orElse("");
            Optional<ExitStatus> status = subject.pidfd.reap();
            if (status.isEmpty()) {
                return;
            }
            subject.markEnded();
            handlers.remove(exitToken);
            handlers.remove(messageToken);
            forget(subject, subject.pidfd.fd());
            forget(subject, subject.notify.fd());
            coroner.examine(subject, comm, status.get());
        } catch (KernelException failure) {
            LOG.error("{}: could not take note of the end of process {}: {}", subject.vassal, subject.pid,
                    failure.getMessage());
        }
    }

    /** A failure here must not cost the news of the end. */
    private void forget(Subject subject, int fd) {
        try {
            poll.remove(fd);
        } catch (KernelException failure) {
            LOG.error("{}: {}", subject.vassal, failure.getMessage());
        }
    }

    private void messages(Subject subject) {
        try {
            Optional<NotifySocket.Message> message = subject.notify.receive();
            for (; message.isPresent(); message = subject.notify.receive()) {
                take(subject, message.get());
            }
        } catch (KernelException failure) {
            LOG.error("{}: could not receive a message of process {}: {}", subject.vassal, subject.pid,
                    failure.getMessage());
        }
    }

    /**
     * Of the worker's own tree, unless the sender has gone, as systemd-notify soon has; and of the vassal's user or root. Who
     * started as root may have become anybody: then only the tree counts, and who has gone can't be told from a stranger.
     */
    private static boolean isOurs(Subject subject, NotifySocket.Message message) {
        boolean rightUser = message.uid() == subject.uid || message.uid() == 0;
        OptionalInt session = ProcessTable.session(message.pid());
        if (session.isEmpty()) {
            return rightUser;
        }
        boolean ofItsTree = session.getAsInt() == subject.pid
                || ProcessTable.descendants(subject.pid).contains(message.pid());
        return ofItsTree && (rightUser || subject.uid == 0);
    }

    /** The socket itself tells whose message it is; the kernel's credentials, that nobody else sent it. */
    private void take(Subject subject, NotifySocket.Message message) {
        if (!isOurs(subject, message)) {
            LOG.warn("{}: uid {} (pid {}) sent a readiness message for pid {}; ignored", subject.vassal,
                    message.uid(), message.pid(), subject.pid);
            return;
        }
        if (message.value("READY").filter("1"::equals).isPresent()) {
            subject.markReady();
            mailbox.observed(subject.vassal, new Fact.Ready(subject.pid, subject.startTicks));
        }
    }
}
