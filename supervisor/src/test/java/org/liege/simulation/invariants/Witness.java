package org.liege.simulation.invariants;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.liege.realm.Order;
import org.liege.realm.Snapshot;
import org.liege.vassal.Action;
import org.liege.vassal.Fact;
import org.liege.vassal.Memory;
import org.liege.vassal.Moment;
import org.liege.vassal.State;
import org.liege.vassal.StateLog;
import org.liege.vassal.VassalView;

/** Watches one master's reign: keeps the books and holds every invariant against them after every event. */
public final class Witness {
    private final Records records;
    private final Herald herald;
    private final List<Invariant> invariants;

    /**
     * @param places of the start gate
     * @param slackMillis how late the loop itself may be
     * @param stops the operator's stops that stood when the reign began
     * @param moves is told of every change of state
     */
    public Witness(Truth truth, int places, long slackMillis, Set<String> stops, BiConsumer<State, State> moves) {
        herald = new Herald(moves);
        records = new Records(stops);
        invariants = List.of(
                new OwnProcessesOnly(truth), new WithinProcesses(), new OneGeneration(), new RightfulHeir(), new NoGap(truth),
                new PathsKept(), new EditsInterval(), new WithinGate(places),
                new StopRespected(), new ThrottleRespected(), new ListeningFirst(), new Forgotten(),
                        new Punctual(slackMillis),
                new Sleepers(truth), new QueuesKept(), new HonestGauge(slackMillis), herald, new NothingLost(), new CoherentView());
    }

    /** Where the core reports changes of state. */
    public StateLog stateLog() {
        return herald;
    }

    /** The master takes note of a fact. */
    public void observed(String vassal, Fact fact, Moment now) {
        records.observed(vassal, fact, now);
    }

    /** The master gives its orders of one turn. */
    public void ordered(List<Order> orders, Snapshot snapshot, Moment now) {
        records.ripen(now);
        for (VassalView view : snapshot.vassals()) {
            claimed(view, orders, now);
        }
        for (Order order : orders) {
            VassalRecord vassal = records.find(order.vassal());
            if (vassal == null) {
                throw new Violation("Forgotten", "an order for " + order.vassal() + ", which is gone: "
                        + order.action());
            }
            invariants.forEach(invariant -> invariant.ordered(vassal, order.action(), now));
            records.ordered(vassal, order.action(), now);
        }
    }

    /** Readers are told which generation serves; whether it may is held against what was known before this turn's orders. */
    private void claimed(VassalView view, List<Order> orders, Moment now) {
        VassalRecord vassal = records.find(view.name());
        if (vassal != null) {
            List<Action> own = orders.stream().filter(order -> order.vassal().equals(view.name())).map(Order::action)
                    .toList();
            records.dozed(vassal, own, now.monotonicMillis());
            own.stream().filter(Action.Signal.class::isInstance).map(Action.Signal.class::cast)
                    .forEach(signal -> records.foreseen(vassal, signal, now.monotonicMillis()));
            invariants.forEach(invariant -> invariant.claimed(vassal, view.generation(), own, now));
            records.claimed(vassal, view.generation());
        }
    }

    /** The turn is over, and this is what readers see. */
    public void turned(Snapshot snapshot, Moment now) {
        List<String> gone = records.vassals().stream().filter(Forgotten::due).map(vassal -> vassal.name).toList();
        gone.forEach(records::forget);
        invariants.forEach(invariant -> invariant.turned(records, snapshot, now));
        records.turned();
    }

    /** This is what the master wants written down. */
    public void recollected(Map<String, Optional<Memory>> changes) {
        new Kept(records).check(changes);
    }

    /** Time has passed. */
    public void slept(Moment now) {
        invariants.forEach(invariant -> invariant.slept(records, now));
    }

    /** Whether it is certain, before this turn's orders, that a call would wake nobody. */
    public boolean awake(String name) {
        VassalRecord vassal = records.find(name);
        return vassal == null || !vassal.onDemand() || vassal.sleep.awake() && !vassal.sleep.mayDoze();
    }

    /** What has to be so in the end, when nothing has disturbed the realm for long. */
    public InTheEnd inTheEnd() {
        return new InTheEnd(records);
    }
}
