package org.liege.simulation.invariants;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liege.vassal.Action;
import org.liege.vassal.Fact;
import org.liege.vassal.Moment;

/** The books of one master's reign. */
final class Records {
    private final Map<String, VassalRecord> vassals = new TreeMap<>();
    private final Set<String> stopsBefore;

    Records(Set<String> stopsBefore) {
        this.stopsBefore = new TreeSet<>(stopsBefore);
    }

    Collection<VassalRecord> vassals() {
        return vassals.values();
    }

    VassalRecord find(String name) {
        return vassals.get(name);
    }

    /** A stop is forgotten with its vassal. */
    void forget(String name) {
        vassals.remove(name);
        stopsBefore.remove(name);
    }

    void observed(String name, Fact fact, Moment now) {
        VassalRecord vassal = vassals.get(name);
        if (vassal == null && (fact instanceof Fact.Decreed || fact instanceof Fact.Faulted
                || fact instanceof Fact.Survived)) {
            vassal = new VassalRecord(name, stopsBefore.contains(name));
            vassals.put(name, vassal);
        }
        if (vassal != null) {
            new Entry(vassal, now.monotonicMillis()).of(fact);
        }
    }

    void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Spawn spawn) {
            vassal.workers.add(new WorkerRecord(spawn.serial(), spawn.generation(), spawn.slot(), spawn.decree()));
        } else if (action instanceof Action.Signal signal) {
            vassal.worker(signal.pid(), signal.startTicks()).ifPresent(worker -> {
                worker.asked = true;
                worker.askedAtMillis = now.monotonicMillis();
            });
        } else if (action instanceof Action.KillTree kill) {
            vassal.worker(kill.pid(), kill.startTicks()).ifPresent(worker -> {
                worker.killed = true;
                worker.killedAtMillis = now.monotonicMillis();
            });
        } else if (action instanceof Action.Sweep sweep) {
            vassal.worker(sweep.pid(), sweep.startTicks()).ifPresent(worker -> worker.swept = true);
        } else if (action instanceof Action.Listen) {
            vassal.listenOrdered = true;
        } else if (action instanceof Action.Shed || action instanceof Action.Unlink) {
            vassal.listenOrdered = false;
            vassal.listening = false;
        }
    }

    /** Notes what has become true by the passing of time. */
    void ripen(Moment now) {
        for (VassalRecord vassal : vassals.values()) {
            for (WorkerRecord worker : vassal.workers) {
                ripen(vassal, worker, now.monotonicMillis());
            }
        }
    }

    private static void ripen(VassalRecord vassal, WorkerRecord worker, long nowMillis) {
        if (!worker.ready() && worker.wanted() && !worker.unwanted && worker.conditionAtMillis != Long.MAX_VALUE
                && nowMillis - worker.conditionAtMillis >= vassal.policy().readyDelayMillis()) {
            worker.readyAtMillis = nowMillis;
        }
        if (worker.ready() && worker.wanted() && !worker.provenSeen
                && nowMillis - worker.readyAtMillis >= Entry.PROVEN_MILLIS) {
            worker.provenSeen = true;
            vassal.patience.forgive();
        }
    }
}
