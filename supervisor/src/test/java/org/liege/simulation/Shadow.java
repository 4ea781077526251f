package org.liege.simulation;

import java.util.List;
import org.liege.realm.Order;
import org.liege.realm.Realm;
import org.liege.simulation.invariants.Violation;
import org.liege.vassal.Fact;
import org.liege.vassal.Moment;
import org.liege.vassal.Verb;

/**
 * The same realm once more, which is told nothing of load, nor of questions about vassals that are awake. It has to order the same:
 * overload starts and stops nobody, and a question restarts nobody.
 */
final class Shadow {
    /** A fact that says nothing; so that both realms look at the same vassals. */
    private static final Fact NOTHING = new Fact.Swept(-1, -1);

    private final Realm realm;

    Shadow(Realm realm) {
        this.realm = realm;
    }

    /** {@code awake}: a call wakes nobody. */
    void observe(String vassal, Fact fact, boolean awake, Moment now) {
        boolean kept = fact instanceof Fact.QueueSeen || fact instanceof Fact.Unseen || fact instanceof Fact.Called && awake;
        realm.observe(vassal, kept ? NOTHING : fact, now);
    }

    void order(String vassal, Verb verb, Moment now) {
        realm.order(vassal, verb, now);
    }

    /** Holds its own orders against {@code orders}. */
    void steer(List<Order> orders, Moment now) {
        List<Order> own = realm.steer(now);
        if (!own.equals(orders)) {
            throw new Violation("LoadOrdersNothing", "%s, but without load and questions %s".formatted(words(orders), words(own)));
        }
    }

    private static List<String> words(List<Order> orders) {
        return orders.stream().map(order -> order.vassal() + ": " + Telling.of(order.action())).toList();
    }
}
