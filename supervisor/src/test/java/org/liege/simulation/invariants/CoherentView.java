package org.liege.simulation.invariants;

import org.liege.realm.Snapshot;
import org.liege.vassal.Moment;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;

/** The word for each vassal's state fits what the protocol says of it. */
final class CoherentView implements Invariant {
    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        for (VassalView view : snapshot.vassals()) {
            VassalRecord vassal = records.find(view.name());
            flags(view, vassal);
            require(fits(view, vassal), "%s is %s with %s, decree %s", view.name(), view.state(), vassal.workers,
                    vassal.decree == null ? "none" : vassal.decree.digest());
        }
    }

    private void flags(VassalView view, VassalRecord vassal) {
        boolean ready = view.workers().stream().anyMatch(VassalView.WorkerView::ready);
        require(view.running() == ready, "%s: running is %s", view.name(), view.running());
        require(view.configured() == (vassal.decree != null && !vassal.withdrawn), "%s: configured is %s", view.name(),
                view.configured());
        require(view.stoppedByOperator() == vassal.stopped, "%s: stoppedByOperator is %s", view.name(),
                view.stoppedByOperator());
        require(view.publicReason().indexOf('/') < 0, "%s: %s names a path", view.name(), view.publicReason());
        require(view.starts() >= view.restarts(), "%s: %d starts, %d restarts", view.name(), view.starts(),
                view.restarts());
        if (vassal.orderedDown()) {
            require(view.state() == (vassal.workers.isEmpty() ? State.STOPPED : State.STOPPING),
                    "%s is to be down, and is %s with %s", view.name(), view.state(), vassal.workers);
        }
    }

    private static boolean fits(VassalView view, VassalRecord vassal) {
        boolean processes = !view.workers().isEmpty();
        boolean spawning = vassal.workers.stream()
                .anyMatch(worker -> worker.alive() && !worker.hung);
        return switch (view.state()) {
            case IDLE -> vassal.workers.stream().noneMatch(vassal::counts) && vassal.decree != null;
            case STARTING -> spawning && !view.running();
            case RUNNING -> view.running() && !view.overloaded();
            case BACKOFF -> view.retryAt() != null;
            case FAILED -> vassal.decree != null;
            case STOPPING -> !vassal.workers.isEmpty();
            case STOPPED -> !processes;
            case INVALID -> !spawning && vassal.decree == null;
            case RELOADING -> view.running() && vassal.candidate > vassal.serving;
            case OVERLOADED -> view.running() && view.overloaded();
        };
    }
}
