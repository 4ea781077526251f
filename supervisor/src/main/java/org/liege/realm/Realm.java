package org.liege.realm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liege.vassal.Fact;
import org.liege.vassal.Fault;
import org.liege.vassal.Memory;
import org.liege.vassal.Moment;
import org.liege.vassal.StateLog;
import org.liege.vassal.Vassal;
import org.liege.vassal.Verb;

/**
 * All vassals. {@link #observe} takes facts, {@link #steer} answers with what to do, {@link #snapshot} is what readers
 * see. Pure and deterministic: (facts, times, seed) decide everything. Not thread-safe: owned by the loop.
 */
public final class Realm {
    private final Map<String, Vassal> vassals = new TreeMap<>();
    private final Set<String> touched = new TreeSet<>();
    private final Agenda agenda = new Agenda();
    private final Gallery gallery = new Gallery();
    private final Archive archive = new Archive();
    private final StartGate gate;
    private final Set<String> stopped;
    private final long seed;
    private final StateLog log;

    /**
     * @param maxStarting how many vassals may be starting at once; 0: none ever starts
     * @param seed decides all jitter
     * @param stoppedBefore vassals whose stop by the operator still stands
     */
    public Realm(int maxStarting, long seed, Set<String> stoppedBefore, StateLog log) {
        this.gate = new StartGate(maxStarting);
        this.seed = seed;
        this.stopped = new TreeSet<>(stoppedBefore);
        this.log = Objects.requireNonNull(log, "log");
    }

    /** Writes down a fact about one vassal. Facts about vassals that are gone are late and say nothing. */
    public void observe(String name, Fact fact, Moment now) {
        Vassal vassal = vassals.get(name);
        if (vassal == null && founds(fact)) {
            vassal = new Vassal(name, seed ^ (name.hashCode() * 0x9E3779B97F4A7C15L), now, log);
            vassals.put(name, vassal);
            if (stopped.contains(name)) {
                vassal.observe(new Fact.StoppedBefore(), now);
            }
        }
        if (vassal != null) {
            vassal.observe(fact, now);
            touched.add(name);
        }
    }

    private static boolean founds(Fact fact) {
        return fact instanceof Fact.Decreed || fact instanceof Fact.Faulted || fact instanceof Fact.Remembered
                || fact instanceof Fact.Survived;
    }

    /** Takes an order of the operator up. */
    public Receipt order(String name, Verb verb, Moment now) {
        Vassal vassal = vassals.get(name);
        if (vassal == null) {
            return new Receipt.Unknown();
        }
        if (vassal.decree().isEmpty() && verb != Verb.STOP) {
            return new Receipt.Invalid(vassal.view().faults());
        }
        boolean sameGeneration = verb == Verb.RELOAD && vassal.reloadsBySignal();
        Aim aim = new Aim(verb, vassal.generation() - (sameGeneration ? 1 : 0));
        observe(name, new Fact.Ordered(verb), now);
        return new Receipt.Taken(aim);
    }

    /** The files that cannot be vassals, all of them. */
    public void refused(List<Fault> files) {
        gallery.refused(files);
    }

    /** Decides what to do now. Actions are in the order in which they are to be performed. */
    public List<Order> steer(Moment now) {
        List<Order> orders = new ArrayList<>();
        touched.addAll(agenda.due(now.monotonicMillis()));
        for (String name : touched) {
            decide(name, now, orders);
        }
        for (String next = gate.admitNext(); next != null; next = gate.admitNext()) {
            vassals.get(next).admit();
            decide(next, now, orders);
            touched.add(next);
        }
        // Only now: one that the gate let in at once was never idle.
        touched.forEach(name -> settle(name, now));
        touched.clear();
        return orders;
    }

    private void decide(String name, Moment now, List<Order> orders) {
        Vassal vassal = vassals.get(name);
        if (vassal == null) {
            return;
        }
        vassal.decide(now).forEach(action -> orders.add(new Order(name, action)));
        if (!vassal.atGate()) {
            gate.leave(name);
        }
        if (vassal.waitingAtGate()) {
            gate.queue(name, vassal.gateClass(), vassal.priority());
        } else {
            gate.withdraw(name);
        }
    }

    private void settle(String name, Moment now) {
        Vassal vassal = vassals.get(name);
        if (vassal == null) {
            return;
        }
        vassal.settle(now);
        if (vassal.gone()) {
            vassals.remove(name);
            agenda.forget(name);
            stopped.remove(name);
            gallery.remove(name);
            archive.remove(name);
        } else {
            agenda.plan(name, vassal.deadline());
            noteStop(vassal);
            gallery.hang(vassal.view());
            archive.file(vassal.memory());
        }
    }

    private void noteStop(Vassal vassal) {
        if (vassal.stoppedByOperator()) {
            stopped.add(vassal.name());
        } else {
            stopped.remove(vassal.name());
        }
    }

    /** When {@link #steer} has to be called next even if nothing happens; monotonic ms, MAX_VALUE for never. */
    public long deadline() {
        return touched.isEmpty() ? agenda.next() : Long.MIN_VALUE;
    }

    /** What readers see; the same object as before when nothing changed. */
    public Snapshot snapshot(Moment now) {
        return gallery.snapshot(now);
    }

    /**
     * What must survive the master of each vassal that has changed since the last call, an empty one for each that is gone. Asked
     * for after {@link #steer} and before its orders are performed, it tells of every worker that is about to be spawned.
     */
    public Map<String, Optional<Memory>> recollect() {
        return archive.take();
    }

    /** Names of the vassals whose stop by the operator stands. */
    public Set<String> stoppedByOperator() {
        return Set.copyOf(stopped);
    }

    /** The decree in force of one vassal. */
    public Optional<org.liege.vassal.Decree> decree(String name) {
        return Optional.ofNullable(vassals.get(name)).flatMap(Vassal::decree);
    }

    /** All names, sorted. */
    public List<String> names() {
        return List.copyOf(vassals.keySet());
    }
}
