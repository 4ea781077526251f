package org.liege.emperor;

import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.NotifySocket;
import org.liege.vassal.Fact;

/**
 * Translates the messages of workers (sd_notify(3)) into facts. READY=1 counts once; WATCHDOG=1 and WATCHDOG=trigger are told
 * with moderation. WATCHDOG_USEC= is not followed: how long silence may last is the vassal file's. STOPPING=1, RELOADING=1 and
 * STATUS= ask for nothing that is not so already: a worker's end is heard of by itself, and the watchdog goes on meanwhile.
 */
final class Tidings {
    private static final Logger LOG = LogManager.getLogger(Tidings.class);

    private final Mailbox mailbox;
    private final LongSupplier nanoTime;

    Tidings(Mailbox mailbox, LongSupplier nanoTime) {
        this.mailbox = mailbox;
        this.nanoTime = nanoTime;
    }

    /** Takes a message that surely is the subject's own. */
    void take(Subject subject, NotifySocket.Message message) {
        if (message.value("READY").filter("1"::equals).isPresent() && !subject.isReady()) {
            subject.markReady();
            mailbox.observed(subject.vassal, new Fact.Ready(subject.pid, subject.startTicks));
        }
        message.value("WATCHDOG").ifPresent(word -> watchdog(subject, word));
        message.value("WATCHDOG_USEC").ifPresent(wish -> decline(subject));
    }

    private void watchdog(Subject subject, String word) {
        if (word.equals("1") && subject.vitals.heartbeat(nanoTime.getAsLong())) {
            mailbox.observed(subject.vassal, new Fact.Heartbeat(subject.pid, subject.startTicks));
        } else if (word.equals("trigger") && subject.vitals.trigger(nanoTime.getAsLong())) {
            mailbox.observed(subject.vassal,
                    new Fact.Hung(subject.pid, subject.startTicks, "said WATCHDOG=trigger"));
        }
    }

    private static void decline(Subject subject) {
        if (subject.vitals.wish()) {
            LOG.warn("{}: process {} wishes for another watchdog time (WATCHDOG_USEC=); the file's holds",
                    subject.vassal, subject.pid);
        }
    }
}
