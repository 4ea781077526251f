package org.liege.realm;

import java.util.concurrent.CompletionStage;
import org.liege.vassal.Verb;

/**
 * What the control doors may ask of the daemon. Reads never enter the loop's mailbox; orders do. All methods are safe
 * from any thread and none blocks.
 */
public interface Court {
    /** The latest published snapshot. */
    Snapshot latest();

    /** What has happened; everything up to the latest snapshot's sequence is in it. */
    Annals annals();

    /**
     * Calls {@code wake} after each publication, on the loop's thread; it must not block. One subscriber per door set.
     */
    void onPublication(Runnable wake);

    /** Puts an order in the mailbox; completes on the loop's thread after the turn that took it up was published. */
    CompletionStage<Receipt> order(String vassal, Verb verb);

    /** Somebody asks for the vassal: one that starts on demand and sleeps is to start. Says nothing when there is none. */
    void call(String vassal);

    /**
     * The operator confirms that vassals whose files vanished all at once are meant to be gone. Acts at the next look.
     */
    void confirm();

    /** A reading of one listen queue, by socket inode, at most a millisecond old. Null when it cannot be read. */
    QueueReading freshQueue(long inode);

    /** The sampler's latest reading of one listen queue. Null when there is none. */
    QueueReading latestQueue(long inode);

    /** How the loop itself is doing. */
    LoopHealth health();

    /** Now, by both clocks. */
    org.liege.vassal.Moment now();

    /**
     * One listen queue.
     *
     * @param length connections waiting
     * @param limit the kernel's effective backlog; full when length is greater
     * @param peak the longest seen over the last 60 s
     * @param expectedWaitMillis how long a connection made now would wait; null when unknown
     * @param source where the length was read
     */
    record QueueReading(int length, int limit, int peak, Long expectedWaitMillis, String source) {
        /** From sock_diag, of a queue in which nobody has been seen to be served yet. */
        public QueueReading(int length, int limit, int peak) {
            this(length, limit, peak, null, "sock_diag");
        }
    }

    /**
     * The loop's liveness.
     *
     * @param sinceTurnMillis age of the last completed turn; a loop at rest turns at least every second
     * @param healthy whether the loop turns and no part of the daemon has given up
     * @param complaints what is wrong, in words
     */
    record LoopHealth(long sinceTurnMillis, boolean healthy, java.util.List<String> complaints) {
        public LoopHealth {
            complaints = java.util.List.copyOf(complaints);
        }
    }
}
