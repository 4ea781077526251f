package org.liege.simulation.invariants;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.liege.realm.Snapshot;
import org.liege.vassal.Moment;
import org.liege.vassal.VassalView;

/** Readers see exactly the workers, the readiness and the vassals that the facts have told. */
final class NothingLost implements Invariant {
    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        Set<String> seen = new TreeSet<>();
        for (VassalView view : snapshot.vassals()) {
            require(seen.add(view.name()), "%s is listed twice", view.name());
            VassalRecord vassal = records.find(view.name());
            require(vassal != null, "%s is listed, but was never told of", view.name());
            List<String> told = vassal.toldAndAlive().stream().map(NothingLost::line).sorted().toList();
            List<String> shown = view.workers().stream().map(NothingLost::line).sorted().toList();
            require(told.equals(shown), "%s: told were %s, shown are %s", view.name(), told, shown);
        }
        Set<String> known = records.vassals().stream().map(vassal -> vassal.name).collect(Collectors.toSet());
        require(known.equals(seen), "told were %s, shown are %s", known, seen);
    }

    private static String line(WorkerRecord worker) {
        return worker.pid + " of " + worker.generation + (worker.ready() && !worker.hung ? " ready" : "")
                + (worker.adopted ? " adopted" : "");
    }

    private static String line(VassalView.WorkerView worker) {
        return worker.pid() + " of " + worker.generation() + (worker.ready() ? " ready" : "")
                + (worker.adopted() ? " adopted" : "");
    }
}
