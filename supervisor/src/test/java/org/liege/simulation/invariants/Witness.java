package org.liege.simulation.invariants;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.liege.realm.Order;
import org.liege.realm.Snapshot;
import org.liege.vassal.Fact;
import org.liege.vassal.Moment;
import org.liege.vassal.State;
import org.liege.vassal.StateLog;

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
                new OwnProcessesOnly(truth), new WithinProcesses(), new OneGeneration(), new WithinGate(places),
                new StopRespected(), new ThrottleRespected(), new ListeningFirst(), new Forgotten(),
                        new Punctual(slackMillis),
                herald, new NothingLost(), new CoherentView());
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
    public void ordered(List<Order> orders, Moment now) {
        records.ripen(now);
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

    /** The turn is over, and this is what readers see. */
    public void turned(Snapshot snapshot, Moment now) {
        List<String> gone = records.vassals().stream().filter(Forgotten::due).map(vassal -> vassal.name).toList();
        gone.forEach(records::forget);
        invariants.forEach(invariant -> invariant.turned(records, snapshot, now));
    }

    /** Time has passed. */
    public void slept(Moment now) {
        invariants.forEach(invariant -> invariant.slept(records, now));
    }

    /** What has to be so in the end, when nothing has disturbed the realm for long. */
    public InTheEnd inTheEnd() {
        return new InTheEnd(records);
    }
}
