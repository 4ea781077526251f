package org.liege.emperor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.liege.realm.Court;
import org.liege.realm.Receipt;
import org.liege.realm.Snapshot;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.QueueReader;
import org.liege.vassal.Moment;
import org.liege.vassal.Verb;

/** What the control doors see of the daemon. Safe from any thread. */
final class Throne implements Court {
    /** A loop at rest turns every second; one that has not for so long is stuck. */
    static final long STUCK_MILLIS = 5_000;

    private static final long COALESCE_NANOS = 1_000_000;

    private record Fresh(long nanos, QueueReading reading) {}

    private final Mailbox mailbox;
    private final QueueBook book;
    private final QueueReader diag;
    private final Supplier<Moment> clock;
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
    private final Map<Long, Fresh> fresh = new ConcurrentHashMap<>();
    private volatile Snapshot latest;
    private volatile long turnMillis;
    private final Map<String, List<String>> complaints = new ConcurrentSkipListMap<>();
    private volatile Runnable confirmation = () -> {};

    Throne(Mailbox mailbox, QueueBook book, QueueReader diag, Supplier<Moment> clock) {
        this.mailbox = mailbox;
        this.book = book;
        this.diag = diag;
        this.clock = clock;
        this.latest = new Snapshot(0, clock.get(), List.of(), List.of());
        this.turnMillis = clock.get().monotonicMillis();
    }

    /** The loop has completed a turn. */
    void turned(Snapshot snapshot, Moment now) {
        turnMillis = now.monotonicMillis();
        boolean news = snapshot != latest;
        latest = snapshot;
        if (news) {
            fresh.clear();
            wakes.forEach(Runnable::run);
        }
    }

    /** What is wrong with one part of the daemon's surroundings, as of now, in place of what was. */
    void complaints(String part, List<String> words) {
        complaints.put(part, List.copyOf(words));
    }

    /** Whom to tell that the operator has confirmed a loss. */
    void onConfirmation(Runnable told) {
        confirmation = told;
    }

    @Override
    public void confirm() {
        confirmation.run();
    }

    @Override
    public Snapshot latest() {
        return latest;
    }

    @Override
    public void onPublication(Runnable wake) {
        wakes.add(wake);
    }

    @Override
    public CompletionStage<Receipt> order(String vassal, Verb verb) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        mailbox.put(new Message.Ordered(vassal, verb, receipt));
        return receipt;
    }

    @Override
    public QueueReading freshQueue(long inode) {
        long now = System.nanoTime();
        Fresh known = fresh.get(inode);
        if (known != null && now - known.nanos() < COALESCE_NANOS) {
            return known.reading();
        }
        QueueReading reading = read(inode);
        if (reading != null) {
            fresh.put(inode, new Fresh(now, reading));
        }
        return reading;
    }

    private QueueReading read(long inode) {
        try {
            return diag.read(inode).map(book::noted).orElse(null);
        } catch (KernelException refused) {
            return null;
        }
    }

    @Override
    public QueueReading latestQueue(long inode) {
        QueueReading known = book.latest(inode);
        return known != null ? known : freshQueue(inode);
    }

    @Override
    public LoopHealth health() {
        long age = clock.get().monotonicMillis() - turnMillis;
        // How old the last turn is, the doors tell by themselves.
        return new LoopHealth(age, age <= STUCK_MILLIS, complaints.values().stream().flatMap(List::stream).toList());
    }

    @Override
    public Moment now() {
        return clock.get();
    }
}
