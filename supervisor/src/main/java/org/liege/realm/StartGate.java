package org.liege.realm;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import org.liege.vassal.GateClass;

/**
 * Bounds how many vassals are starting at once, so that a boot or a mass death is no herd. By priority, then first
 * come; but those that ran before go ahead of newcomers, and those whose starts keep failing may hold at most half of
 * the places and newcomers all but one, so that hung newcomers cannot keep a good app from coming back.
 */
final class StartGate {
    /** One vassal in the queue. Smaller tickets came first. */
    record Ticket(String vassal, GateClass line, int priority, long number) {}

    private static final Comparator<Ticket> ORDER = Comparator.comparing(Ticket::line)
            .thenComparingInt(Ticket::priority)
            .thenComparingLong(Ticket::number);

    private final int places;
    private final TreeSet<Ticket> queue = new TreeSet<>(ORDER);
    private final Map<GateClass, Integer> inside = new EnumMap<>(GateClass.class);
    private final Map<String, GateClass> holders = new java.util.HashMap<>();
    private final Map<String, Ticket> tickets = new java.util.HashMap<>();
    private long nextNumber;

    StartGate(int places) {
        if (places < 0) {
            throw new IllegalArgumentException("max-starting " + places);
        }
        this.places = places;
    }

    /**
     * It wants to start. Keeps its place in the queue when it is asked again with nothing changed. Where starts fail,
     * priority says nothing: hung ones of high priority would never let the others try.
     */
    void queue(String vassal, GateClass line, int wantedPriority) {
        int priority = line == GateClass.FAILING ? 0 : wantedPriority;
        Ticket old = tickets.get(vassal);
        if (old != null && old.line() == line && old.priority() == priority) {
            return;
        }
        withdraw(vassal);
        Ticket ticket = new Ticket(vassal, line, priority, nextNumber++);
        tickets.put(vassal, ticket);
        queue.add(ticket);
    }

    /** It no longer wants to start. */
    void withdraw(String vassal) {
        Ticket ticket = tickets.remove(vassal);
        if (ticket != null) {
            queue.remove(ticket);
        }
    }

    /** It is no longer starting: its place is free. */
    void leave(String vassal) {
        GateClass line = holders.remove(vassal);
        if (line != null) {
            inside.merge(line, -1, Integer::sum);
        }
    }

    /** Lets the next one in, if there is a place for its kind; null otherwise. */
    String admitNext() {
        for (GateClass line : GateClass.values()) {
            Ticket first = firstOf(line);
            if (first != null && fits(first)) {
                leave(first.vassal());
                withdraw(first.vassal());
                holders.put(first.vassal(), line);
                inside.merge(line, 1, Integer::sum);
                return first.vassal();
            }
        }
        return null;
    }

    /**
     * One that holds a place while it queues again keeps it, unless someone whose turn is earlier waits for a place.
     */
    private boolean fits(Ticket ticket) {
        GateClass held = holders.get(ticket.vassal());
        boolean place = holders.size() < places || held != null && queue.first() == ticket;
        return place && (held == ticket.line() || inside.getOrDefault(ticket.line(), 0) < share(ticket.line()));
    }

    private Ticket firstOf(GateClass line) {
        Ticket first = queue.ceiling(new Ticket("", line, Integer.MIN_VALUE, -1));
        return first != null && first.line() == line ? first : null;
    }

    /** A lone place is everybody's. */
    private int share(GateClass line) {
        return switch (line) {
            case PROVEN -> places;
            case FRESH -> Math.max(1, places - 1);
            case FAILING -> Math.max(1, places / 2);
        };
    }

    boolean holds(String vassal) {
        return holders.containsKey(vassal);
    }

    int inside() {
        return holders.size();
    }

    int waiting() {
        return queue.size();
    }
}
