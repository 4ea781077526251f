package org.liege.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liege.realm.Order;
import org.liege.realm.Realm;
import org.liege.realm.Receipt;
import org.liege.realm.Snapshot;
import org.liege.simulation.invariants.Violation;
import org.liege.simulation.invariants.Witness;
import org.liege.vassal.Decree;
import org.liege.vassal.Fact;
import org.liege.vassal.Memory;
import org.liege.vassal.Moment;

/** One master: the real realm, and a loop like the daemon's that turns when facts have come or the deadline has. */
final class Master {
    /** How late a turn may be. */
    static final long MOST_LAG_MILLIS = 25;

    private static final int MOST_TURNS_AT_ONCE = 8;

    /** {@code fact} null: the master is told to end. */
    private record Letter(String vassal, Fact fact) {}

    private final Timeline timeline;
    private final Dice dice;
    private final Trace trace;
    private final FakeKernel kernel;
    private final Ledger ledger;
    private final Realm realm;
    private final Optional<Shadow> shadow;
    private final Witness witness;
    private final Notary notary;
    private final Runnable death;
    private final List<Letter> mailbox = new ArrayList<>();

    private long turnAtMillis;
    private long lastTurnMillis = -1;
    private int turnsAtOnce;
    private boolean ending;
    private boolean doomed;

    /** {@code shadow}: a realm like {@code realm}, to compare with. {@code death}: is run when it dies in the middle of a turn. */
    Master(Timeline timeline, Dice dice, Trace trace, FakeKernel kernel, Ledger ledger, Realm realm,
            Optional<Shadow> shadow, Witness witness, Runnable death) {
        this.timeline = timeline;
        this.dice = dice;
        this.trace = trace;
        this.kernel = kernel;
        this.ledger = ledger;
        this.realm = realm;
        this.shadow = shadow;
        this.witness = witness;
        this.notary = new Notary(timeline, dice.fork(), ledger);
        this.death = death;
        this.turnAtMillis = timeline.nowMillis();
    }

    void take(String vassal, Fact fact) {
        mailbox.add(new Letter(vassal, fact));
        turnAtMillis = Math.min(turnAtMillis, timeline.nowMillis() + lag());
    }

    private long lag() {
        return dice.chance(80) ? 0 : dice.between(0L, MOST_LAG_MILLIS);
    }

    /** When it turns next. */
    long turnAtMillis() {
        return turnAtMillis;
    }

    void turn() {
        Moment now = timeline.now();
        witness.slept(now);
        boolean news = !mailbox.isEmpty();
        List<Letter> letters = List.copyOf(mailbox);
        mailbox.clear();
        letters.forEach(letter -> observe(letter, now));
        List<Order> orders = realm.steer(now);
        shadow.ifPresent(other -> other.steer(orders, now));
        for (Order order : orders) {
            trace.line(timeline.nowMillis(), "  " + order.vassal() + ": " + Telling.of(order.action()));
        }
        Snapshot snapshot = realm.snapshot(now);
        witness.ordered(orders, snapshot, now);
        witness.turned(snapshot, now);
        if (!ending) {
            ledger.stops(realm.stoppedByOperator());
        }
        Map<String, Optional<Memory>> changes = realm.recollect();
        witness.recollected(changes);
        notary.keep(changes);
        if (doomed && !orders.isEmpty()) {
            orders.subList(0, dice.between(0, orders.size())).forEach(kernel::perform);
            death.run();
            return;
        }
        orders.forEach(kernel::perform);
        planNext(now, news || !orders.isEmpty());
    }

    /** It will die in the middle of its next turn in which it has something to do. */
    void doom(boolean is) {
        doomed = is;
    }

    void died() {
        notary.masterDied();
    }

    private void observe(Letter letter, Moment now) {
        if (letter.fact() == null) {
            endNow(now);
            return;
        }
        trace.line(timeline.nowMillis(), letter.vassal() + " " + Telling.of(letter.fact()));
        if (ending && aboutFile(letter.fact())) {
            return;
        }
        if (letter.fact() instanceof Fact.Ordered ordered) {
            shadow.ifPresent(other -> other.order(letter.vassal(), ordered.verb(), now));
            if (realm.order(letter.vassal(), ordered.verb(), now) instanceof Receipt.Taken) {
                witness.observed(letter.vassal(), letter.fact(), now);
            }
            return;
        }
        shadow.ifPresent(other -> other.observe(
                letter.vassal(), letter.fact(), witness.awake(letter.vassal()), now));
        realm.observe(letter.vassal(), letter.fact(), now);
        witness.observed(letter.vassal(), letter.fact(), now);
    }

    /** A master that ends looks at no files any more. */
    private static boolean aboutFile(Fact fact) {
        return fact instanceof Fact.Decreed || fact instanceof Fact.Faulted || fact instanceof Fact.Withdrawn;
    }

    private void planNext(Moment now, boolean progress) {
        long deadline = realm.deadline();
        turnsAtOnce = progress || lastTurnMillis != now.monotonicMillis() ? 0 : turnsAtOnce + 1;
        lastTurnMillis = now.monotonicMillis();
        if (turnsAtOnce > MOST_TURNS_AT_ONCE) {
            throw new Violation("NoSpin", "the deadline " + deadline + " has come, but nothing is done about it");
        }
        turnAtMillis = deadline == Long.MAX_VALUE ? deadline : Math.max(now.monotonicMillis(), deadline) + lag();
    }

    /** Asks everything that readers may ask; nothing must come of it. */
    void question() {
        Moment now = timeline.now();
        long deadline = realm.deadline();
        Snapshot before = realm.snapshot(now);
        realm.names().forEach(name -> {
            realm.decree(name);
            before.find(name);
        });
        realm.stoppedByOperator();
        boolean same = realm.snapshot(now) == before && realm.deadline() == deadline;
        boolean quiet = mailbox.isEmpty() && deadline > now.monotonicMillis();
        if (!same || quiet && !realm.steer(now).isEmpty()) {
            throw new Violation("QuestionsStartNothing", "a question changed something");
        }
    }

    /** TERM to the master itself. */
    void end() {
        take("", null);
    }

    private void endNow(Moment now) {
        trace.line(timeline.nowMillis(), "the master is told to end");
        ending = true;
        realm.names().forEach(name -> observe(new Letter(name, new Fact.MasterEnds()), now));
    }

    boolean ending() {
        return ending;
    }

    /** Told to end, and nothing is left. */
    boolean ended() {
        return ending && mailbox.isEmpty() && realm.names().isEmpty();
    }

    Snapshot snapshot() {
        return realm.snapshot(timeline.now());
    }

    Optional<Decree> decree(String vassal) {
        return realm.decree(vassal);
    }

    Witness witness() {
        return witness;
    }
}
