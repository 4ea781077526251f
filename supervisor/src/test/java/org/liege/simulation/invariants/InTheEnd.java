package org.liege.simulation.invariants;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.liege.realm.Snapshot;
import org.liege.vassal.Decree;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;

/** What has to be so when nothing has disturbed the realm for long. */
public final class InTheEnd {
    private final Records records;

    InTheEnd(Records records) {
        this.records = records;
    }

    /** A healthy vassal that is to run does, with every decreed worker. */
    public void healthyRuns(String name, Snapshot snapshot) {
        VassalRecord vassal = records.find(name);
        VassalView view = snapshot.find(name).orElse(null);
        require("HealthyRuns", vassal != null && view != null, "%s is not there", name);
        if (vassal.stopped || vassal.hopeless || vassal.decreedSlots() == 0) {
            return;
        }
        boolean perhaps = vassal.onDemand() && !vassal.sleep.awake() && view.state() == State.IDLE;
        if (vassal.sleeps() || perhaps) {
            require("HealthyRuns", view.state() == State.IDLE && view.workers().isEmpty() && vassal.listening,
                    "%s sleeps, and is %s (%s)", name, view.state(), view.reason());
            return;
        }
        long ready = view.workers().stream().filter(VassalView.WorkerView::ready).count();
        require("HealthyRuns", view.state() == (view.overloaded() ? State.OVERLOADED : State.RUNNING) && ready == vassal.decreedSlots()
                        && view.workers().size() == ready,
                "%s is %s (%s) with %d of %d workers ready", name, view.state(), view.reason(), ready,
                        vassal.decreedSlots());
    }

    /** Every worker that is wanted runs by the latest edit that asks for new workers, or has reloaded since. */
    public void byTheLatestEdit(String name) {
        VassalRecord vassal = records.find(name);
        for (WorkerRecord worker : vassal.toldAndAlive()) {
            require("RightGeneration", worker.revision >= vassal.neededRevision || vassal.orderedDown() || vassal.hopeless,
                    "%s: %s runs by edit %d, not %d", name, worker, worker.revision, vassal.neededRevision);
        }
    }

    /** The one before a failed one goes on serving. */
    public void oldServesOn(String name, boolean good, Snapshot snapshot) {
        VassalRecord vassal = records.find(name);
        VassalView view = snapshot.find(name).orElseThrow();
        require("OldServesOn", !good || vassal.decree == null || vassal.onDemand() && !vassal.sleep.awake() || vassal.orderedDown() || !vassal.finished.isEmpty() || view.running(),
                "%s is %s (%s), although generation %d is good", name, view.state(), view.reason(), vassal.serving);
    }

    /** Whether its new generation has failed and is not to be tried again. */
    public boolean hopeless(String name) {
        return records.find(name).hopeless;
    }

    /** What the generation that serves was last started by. */
    public Optional<Decree> serves(String name) {
        return Optional.ofNullable(records.find(name)).map(vassal -> vassal.serves);
    }

    /** One that the operator stopped has no process and does not listen. */
    public void stoppedRests(Collection<String> withProcesses, Collection<String> listening) {
        for (VassalRecord vassal : records.vassals()) {
            require("StopRespected", !vassal.stopped || !withProcesses.contains(vassal.name), "%s still has processes",
                    vassal.name);
            require("StopRespected", !vassal.stopped || !listening.contains(vassal.name), "%s still listens",
                    vassal.name);
        }
    }

    /** Nothing is left of vassals whose files are gone. */
    public void vanishedAreGone(Set<String> files, Collection<String> withProcesses, Collection<String> listening,
            Snapshot snapshot) {
        for (VassalView view : snapshot.vassals()) {
            require("Forgotten", files.contains(view.name()), "%s is not forgotten: %s", view.name(), view.state());
        }
        require("Forgotten", files.containsAll(withProcesses), "processes of %s are left, files are %s", withProcesses,
                files);
        require("Forgotten", files.containsAll(listening), "listeners of %s are left, files are %s", listening, files);
    }

    private static void require(String invariant, boolean holds, String what, Object... parts) {
        if (!holds) {
            throw new Violation(invariant, what.formatted(parts));
        }
    }
}
