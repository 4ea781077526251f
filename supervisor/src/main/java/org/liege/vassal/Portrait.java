package org.liege.vassal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws the {@link VassalView} of a vassal. */
final class Portrait {
    private Portrait() {}

    static VassalView of(Affairs affairs, State state, Moment since) {
        Intent intent = affairs.intent;
        Staff staff = affairs.staff;
        Listeners listeners = affairs.listeners;
        Tally tally = affairs.tally;
        Reason reason = affairs.reason();
        Decree decree = intent.decree().orElse(null);
        String complaint = Stream.of(listeners.complaint(), affairs.slumber.unseen())
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
        return new VassalView(
                affairs.name,
                state,
                complaint.isEmpty() ? reason.words() : reason.words() + "; " + complaint,
                reason.cause().phrase(),
                since,
                decree != null && !intent.withdrawn(),
                staff.anyReady(),
                affairs.gauge.overloaded(),
                intent.file(),
                decree == null ? "vassal" : decree.kind(),
                (decree == null ? Start.BOOT : decree.policy().start()).word(),
                decree == null ? 0 : decree.policy().idleMillis(),
                intent.stopped(),
                faults(affairs),
                affairs.generations.serving(),
                workers(staff),
                listeners.views(decree),
                tally.starts(),
                tally.restarts(),
                intent.down() || affairs.asleep() && listeners.open() ? null : retryAt(affairs),
                tally.usualBootMillis(),
                tally.lastExit(),
                decree == null ? Map.of() : decree.metadata());
    }

    /** What is wrong with the file, and with the generation that was made of it. */
    private static List<Fault> faults(Affairs affairs) {
        String failure = affairs.generations.failure();
        if (failure.isEmpty() || affairs.intent.orderedDown()) {
            return affairs.intent.faults();
        }
        List<Fault> all = new ArrayList<>(affairs.intent.faults());
        all.add(new Fault(affairs.intent.file(), 0, failure));
        return all;
    }

    private static Moment retryAt(Affairs affairs) {
        Moment ordinary = affairs.throttle.retryAt();
        return ordinary == null && affairs.generations.failedBefore() ? affairs.rollThrottle.retryAt() : ordinary;
    }

    private static List<VassalView.WorkerView> workers(Staff staff) {
        return staff.all().stream()
                .filter(Worker::hasProcess)
                .sorted(Comparator.comparingInt((Worker worker) -> worker.generation)
                        .thenComparingInt(worker -> worker.slot))
                .map(worker -> new VassalView.WorkerView(
                        worker.pid(), worker.generation, worker.ready(), worker.adoptedFromBefore(),
                                worker.spawnedAt()))
                .toList();
    }
}
