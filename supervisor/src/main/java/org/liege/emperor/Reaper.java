package org.liege.emperor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.EventPoll;
import org.liege.sandbox.ExitStatus;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.NotifySocket;
import org.liege.sandbox.ProcessTable;

/**
 * The thread that hears from the kernel: workers that end (pidfds) and sd_notify messages (one socket a worker), both by one
 * epoll. It only translates; an end that needs explaining is handed to the coroner, who may read files.
 */
final class Reaper implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Reaper.class);
    /** Messages of one worker that are read in a row: more than a socket holds (net.unix.max_dgram_qlen, 10 by default). */
    private static final int MOST_MESSAGES = 32;
    /** How long who sent more is not listened to. His next sends wait meanwhile, or fail where he does not want to wait. */
    private static final long PAUSE_MILLIS = 20;

    private final EventPoll poll;
    private final Tidings tidings;
    private final Coroner coroner;
    private final Map<Long, Runnable> handlers = new ConcurrentHashMap<>();
    /** Whom we don't listen to for the moment, by token. */
    private final Map<Long, Subject> paused = new HashMap<>();
    private long pausedUntilNanos;
    private final AtomicLong nextToken = new AtomicLong(1);
    private volatile boolean ended;

    Reaper(EventPoll poll, Mailbox mailbox, Coroner coroner) {
        this.poll = poll;
        this.tidings = new Tidings(mailbox, System::nanoTime);
        this.coroner = coroner;
    }

    /** Listens to a new process from now on. */
    void watch(Subject subject) throws KernelException {
        long exit = nextToken.getAndIncrement();
        long message = nextToken.getAndIncrement();
        handlers.put(exit, () -> ended(subject, exit, message));
        handlers.put(message, () -> hear(subject, message));
        // The end comes last: it may be heard before this method returns, and takes both away again.
        poll.add(subject.notify.fd(), message);
        poll.add(subject.pidfd.fd(), exit);
    }

    @Override
    public void run() {
        long[] tokens = new long[EventPoll.MOST_EVENTS];
        while (!ended) {
            try {
                int count = poll.await(paused.isEmpty() ? -1 : PAUSE_MILLIS, tokens);
                for (int i = 0; i < count; i++) {
                    Runnable handler = handlers.get(tokens[i]);
                    if (handler != null) {
                        handler.run();
                    }
                }
                resume();
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
            if (paused.remove(messageToken) == null) {
                forget(subject, subject.notify.fd());
            }
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

    private void hear(Subject subject, long token) {
        if (messages(subject) < MOST_MESSAGES) {
            return;
        }
        forget(subject, subject.notify.fd());
        if (paused.isEmpty()) {
            pausedUntilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
        }
        paused.put(token, subject);
    }

    private void resume() throws KernelException {
        if (paused.isEmpty() || System.nanoTime() - pausedUntilNanos < 0) {
            return;
        }
        for (Map.Entry<Long, Subject> entry : Map.copyOf(paused).entrySet()) {
            paused.remove(entry.getKey());
            poll.add(entry.getValue().notify.fd(), entry.getKey());
        }
    }

    /** Takes up to {@link #MOST_MESSAGES}; tells how many came, with those that are not worth reading. */
    private long messages(Subject subject) {
        long ignored = subject.notify.ignored();
        int count = 0;
        try {
            for (; count < MOST_MESSAGES; count++) {
                Optional<NotifySocket.Message> message = subject.notify.receive();
                if (message.isEmpty()) {
                    break;
                }
                take(subject, message.get());
            }
        } catch (KernelException failure) {
            LOG.error("{}: could not receive a message of process {}: {}", subject.vassal, subject.pid,
                    failure.getMessage());
        }
        return count + subject.notify.ignored() - ignored;
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
            LOG.warn("{}: uid {} (pid {}) sent a message for pid {}; ignored", subject.vassal,
                    message.uid(), message.pid(), subject.pid);
            return;
        }
        tidings.take(subject, message);
    }
}
