package org.liege.emperor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.decree.Listing;
import org.liege.decree.Outcome;
import org.liege.realm.Order;
import org.liege.realm.Realm;
import org.liege.realm.Receipt;
import org.liege.vassal.Fact;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;

/**
 * The loop. One thread owns all state; a turn takes everything from the mailbox, observes it, steers to a fixed point, performs,
 * publishes, and sleeps until the next deadline or message.
 */
final class Emperor {
    private static final Logger LOG = LogManager.getLogger(Emperor.class);
    /** A loop at rest turns so often, so that its liveness can be told. */
    private static final long REST_MILLIS = 1_000;
    /** Thousands of starts that fail at once (EMFILE) must not keep the loop from what else is told and asked. */
    private static final long MOST_STEERING_MILLIS = 20;
    /** Rounds of steering without a rest; more would be a bug that spins. */
    private static final int MOST_ROUNDS = 1_000_000;

    private record Pending(CompletableFuture<Receipt> future, Receipt receipt) {}

    private final Realm realm;
    private final Kernel kernel;
    private final Mailbox mailbox;
    private final Throne throne;
    private final Scribe scribe;
    private final Supplier<Moment> clock;
    private final SafeMode safeMode;
    private final List<Pending> pending = new ArrayList<>();
    private List<Fault> complaints = List.of();
    private boolean ending;
    private int restless;

    Emperor(Realm realm, Kernel kernel, Mailbox mailbox, Throne throne, Scribe scribe, SafeMode safeMode,
            Supplier<Moment> clock) {
        this.realm = realm;
        this.kernel = kernel;
        this.mailbox = mailbox;
        this.throne = throne;
        this.scribe = scribe;
        this.safeMode = safeMode;
        this.clock = clock;
    }

    /**
     * Takes in what is there, without waiting, and what an earlier master has left: all of it before anything is decided about
     * anyone.
     */
    void firstTurn(Succession succession) throws InterruptedException {
        Inheritance inheritance = succession.inheritance();
        Moment now = clock.get();
        List<Message> messages = mailbox.takeAll(0);
        messages.forEach(message -> recognise(message, succession));
        safeMode.adopted(inheritance);
        scribe.forget(inheritance.blank);
        inheritance.memories.forEach(memory -> realm.observe(memory.name(), new Fact.Remembered(memory), now));
        messages.forEach(message -> take(message, now));
        for (Inheritance.Survivor survivor : inheritance.survivors()) {
            Subject subject = survivor.subject();
            realm.observe(subject.vassal, new Fact.Survived(survivor.worker(), subject.startTicks), now);
        }
        inheritance.lostPaths.forEach(lost -> lost(lost.vassal(), new Fact.PathLost(lost.path()), now));
        kernel.inherit(inheritance);
        throne.complaints("ledger", inheritance.complaints);
        throne.complaints("mode", safeMode.complaints());
        turn(List.of());
    }

    private static void recognise(Message message, Succession succession) {
        if (message instanceof Message.Looked looked) {
            for (Outcome outcome : looked.listing().outcomes()) {
                if (outcome instanceof Outcome.Decreed decreed) {
                    succession.recognise(decreed.decree());
                }
            }
        }
    }

    /** Turns until the master was told to end and nothing is left of any vassal. */
    void reign() throws InterruptedException {
        while (!(ending && realm.names().isEmpty())) {
            turn(mailbox.takeAll(sleepMillis()));
        }
    }

    private long sleepMillis() {
        long deadline = realm.deadline();
        if (deadline == Long.MIN_VALUE) {
            return 0;
        }
        long left = deadline == Long.MAX_VALUE ? REST_MILLIS : deadline - clock.get().monotonicMillis();
        return Math.max(0, Math.min(REST_MILLIS, left));
    }

    private void turn(List<Message> messages) {
        Moment now = clock.get();
        for (Message message : messages) {
            take(message, now);
        }
        steer();
        if (!ending) {
            scribe.stops(realm.stoppedByOperator());
        }
        throne.turned(realm.snapshot(clock.get()), clock.get());
        pending.forEach(answered -> answered.future().complete(answered.receipt()));
        pending.clear();
    }

    /** What is left after the time goes on in the next turn, which comes at once. */
    private void steer() {
        long end = clock.get().monotonicMillis() + MOST_STEERING_MILLIS;
        for (Moment now = clock.get(); now.monotonicMillis() <= end; now = clock.get()) {
            List<Order> orders = realm.steer(now);
            scribe.remember(realm.recollect());
            orders.forEach(this::perform);
            if (orders.isEmpty()) {
                restless = 0;
                return;
            }
            if (++restless == MOST_ROUNDS) {
                LOG.error("this cannot happen: steering did not come to rest within {} rounds", MOST_ROUNDS);
            }
        }
    }

    private void perform(Order order) {
        for (Fact fact : kernel.perform(order)) {
            realm.observe(order.vassal(), fact, clock.get());
        }
    }

    private void take(Message message, Moment now) {
        if (message instanceof Message.Observed observed) {
            observe(observed, now);
        } else if (message instanceof Message.Looked looked) {
            looked(looked.listing(), now);
        } else if (message instanceof Message.Ordered ordered) {
            Receipt receipt = safeMode.refusal(ordered.verb())
                    .orElseGet(() -> realm.order(ordered.vassal(), ordered.verb(), now));
            pending.add(new Pending(ordered.receipt(), receipt));
        } else if (message instanceof Message.End end) {
            end(end.why(), now);
        }
    }

    private void observe(Message.Observed observed, Moment now) {
        if (observed.fact() instanceof Fact.PathLost lost) {
            if (!restored(observed.vassal(), lost.path())) {
                lost(observed.vassal(), lost, now);
            }
        } else {
            realm.observe(observed.vassal(), observed.fact(), now);
        }
    }

    private void lost(String vassal, Fact.PathLost lost, Moment now) {
        if (!safeMode.on()) {
            realm.observe(vassal, lost, now);
        }
    }

    private boolean restored(String vassal, String path) {
        boolean restored = kernel.restorePath(vassal, path);
        LOG.warn("{}: {} was removed or replaced; {}", vassal, path,
                restored ? "put back" : "it is opened anew, with new workers");
        return restored;
    }

    private void looked(Listing listing, Moment now) {
        if (ending) {
            return;
        }
        for (Outcome outcome : listing.outcomes()) {
            safeMode.instead(outcome, fact(outcome)).ifPresent(fact -> realm.observe(outcome.name(), fact, now));
        }
        realm.refused(listing.refused());
        complain(listing.complaints());
    }

    private void complain(List<Fault> now) {
        if (!complaints.equals(now)) {
            Set<Fault> news = new LinkedHashSet<>(now);
            complaints.forEach(news::remove);
            news.forEach(complaint -> LOG.error("{}", complaint));
            // One that only words it anew, such as how many are lost by now, is not over.
            Set<String> where = now.stream().map(Fault::file).collect(Collectors.toSet());
            complaints.stream().filter(old -> !where.contains(old.file())).forEach(o -> LOG.info("no longer: {}", o));
            complaints = now;
            throne.complaints("vassals", complaints.stream().map(Fault::toString).toList());
        }
    }

    private static Fact fact(Outcome outcome) {
        if (outcome instanceof Outcome.Decreed decreed) {
            return new Fact.Decreed(decreed.decree());
        } else if (outcome instanceof Outcome.Faulted faulted) {
            faulted.faults().forEach(fault -> LOG.warn("{}", fault));
            return new Fact.Faulted(faulted.file(), faulted.faults());
        }
        return new Fact.Withdrawn();
    }

    private void end(String why, Moment now) {
        if (ending) {
            LOG.warn("{} once more: ending everything at once", why);
            kernel.killAll();
            return;
        }
        LOG.info("{}: ending {} vassals", why, realm.names().size());
        ending = true;
        realm.names().forEach(name -> realm.observe(name, new Fact.MasterEnds(), now));
    }
}
