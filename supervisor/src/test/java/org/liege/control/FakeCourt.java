package org.liege.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.liege.realm.Aim;
import org.liege.realm.Annals;
import org.liege.realm.Court;
import org.liege.realm.Entry;
import org.liege.realm.Receipt;
import org.liege.realm.Snapshot;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;
import org.liege.vassal.Verb;
import org.liege.vassal.VassalView;

/** A court whose realm is what the test last published, and whose orders are taken up when the test says so. */
public final class FakeCourt implements Court {
    private volatile int confirmations;

    /** An order as it came in. */
    public record Ordered(String vassal, Verb verb, CompletableFuture<Receipt> receipt) {
        public void take() {
            receipt.complete(new Receipt.Taken(new Aim(verb, 3)));
        }
    }

    public final List<Ordered> orders = new CopyOnWriteArrayList<>();
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final Map<Long, QueueReading> readings = new ConcurrentHashMap<>();
    public volatile LoopHealth health = new LoopHealth(3, true, List.of());
    public volatile Moment now = Views.AS_OF;
    public volatile boolean takesAtOnce = true;
    public volatile boolean broken;
    /** What every order gets; null for what is true of the published realm. */
    public volatile Receipt answers;
    public final EventRing ring = new EventRing(700);
    private volatile Snapshot snapshot = new Snapshot(812, Views.AS_OF, List.of(), List.of());
    private volatile Runnable wake = () -> { };

    public void publish(List<VassalView> views) {
        publish(views, List.of());
    }

    public void publish(List<VassalView> views, List<Fault> refused) {
        List<VassalView> sorted = new ArrayList<>(views);
        sorted.sort(java.util.Comparator.comparing(VassalView::name));
        snapshot = new Snapshot(snapshot.sequence() + 1, Views.AS_OF, List.copyOf(sorted), refused);
        wake.run();
    }

    @Override
    public Snapshot latest() {
        if (broken) {
            throw new IllegalStateException("the court is broken, as this test wants it");
        }
        return snapshot;
    }

    /** Writes entries that belong to the next snapshot, and publishes it with the last one's number. */
    public void happened(List<Entry> entries, List<VassalView> views) {
        entries.forEach(ring::add);
        long last = entries.get(entries.size() - 1).sequence();
        snapshot = new Snapshot(last, Views.AS_OF, views, List.of());
        wake.run();
    }

    @Override
    public Annals annals() {
        return ring;
    }

    @Override
    public void onPublication(Runnable subscriber) {
        wake = subscriber;
    }

    @Override
    public CompletionStage<Receipt> order(String vassal, Verb verb) {
        Ordered order = new Ordered(vassal, verb, new CompletableFuture<>());
        orders.add(order);
        if (takesAtOnce) {
            order.receipt().complete(answer(vassal, verb));
        }
        return order.receipt();
    }

    private Receipt answer(String vassal, Verb verb) {
        if (answers != null) {
            return answers;
        }
        return snapshot.find(vassal).isPresent() ? new Receipt.Taken(new Aim(verb, 3)) : new Receipt.Unknown();
    }

    @Override
    public QueueReading freshQueue(long inode) {
        return readings.get(inode);
    }

    @Override
    public QueueReading latestQueue(long inode) {
        return readings.get(inode);
    }

    @Override
    public LoopHealth health() {
        return health;
    }

    @Override
    public Moment now() {
        return now;
    }

    @Override
    public void call(String vassal) {
        calls.add(vassal);
    }

    @Override
    public void confirm() {
        confirmations++;
    }

    /** How often a loss was confirmed. */
    public int confirmations() {
        return confirmations;
    }
}
