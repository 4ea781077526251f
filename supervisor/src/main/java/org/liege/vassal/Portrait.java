package org.liege.vassal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

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
        String complaint = listeners.complaint();
        return new VassalView(
                affairs.name,
                state,
                complaint.isEmpty() ? reason.words() : reason.words() + "; " + complaint,
                reason.cause().phrase(),
                since,
                decree != null && !intent.withdrawn(),
                staff.anyReady(),
                false,
                intent.file(),
                decree == null ? "vassal" : decree.kind(),
                "boot",
                intent.stopped(),
                intent.faults(),
                tally.generation(),
                workers(staff),
                listeners.views(decree),
                tally.starts(),
                tally.restarts(),
                intent.down() ? null : affairs.throttle.retryAt(),
                tally.lastExit(),
                decree == null ? Map.of() : decree.metadata());
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
