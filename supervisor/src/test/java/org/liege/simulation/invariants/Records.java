package org.liege.simulation.invariants;

import java.util.Collection;
import java.util.List;
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
                || fact instanceof Fact.Remembered || fact instanceof Fact.Survived)) {
            vassal = new VassalRecord(name, stopsBefore.contains(name));
            vassals.put(name, vassal);
        }
        if (vassal != null) {
            new Entry(vassal, now.monotonicMillis()).of(fact);
        }
    }

    void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Spawn spawn) {
            vassal.latest = Math.max(vassal.latest, spawn.generation());
            vassal.sleep.wake();
            spawned(vassal, spawn, now.monotonicMillis());
        } else if (action instanceof Action.Signal signal) {
            vassal.worker(signal.pid(), signal.startTicks())
                    .ifPresent(worker -> signalled(vassal, worker, signal.signal(), now.monotonicMillis()));
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
            vassal.load.closed();
            // Where even the old one is not to be had, it is no refuge any more.
            vassal.candidateFailed = false;
        }
    }

    private static void spawned(VassalRecord vassal, Action.Spawn spawn, long nowMillis) {
        if (spawn.generation() == vassal.serving) {
            vassal.serves = spawn.decree();
            vassal.replacing = false;
        } else if (spawn.generation() != vassal.candidate) {
            new Renewal(vassal, nowMillis).giveUp();
            vassal.candidate = spawn.generation();
            vassal.candidateAtMillis = nowMillis;
            vassal.candidateFailed = false;
            vassal.urged = false;
            vassal.superseded = false;
        }
        vassal.workers.add(new WorkerRecord(spawn.serial(), spawn.generation(), spawn.slot(), spawn.decree()));
    }

    private static void signalled(VassalRecord vassal, WorkerRecord worker, String signal, long nowMillis) {
        if (signal.equals(worker.decree.execution().stopSignal())) {
            worker.asked = true;
            worker.askedAtMillis = nowMillis;
        } else {
            worker.reloadedAtMillis = nowMillis;
            worker.revision = VassalRecord.revision(vassal.decree);
        }
    }

    /** Notes who is stopped because nobody needs it, before anything that comes of it. */
    void dozed(VassalRecord vassal, List<Action> actions, long nowMillis) {
        List<WorkerRecord> wanted = vassal.workers.stream().filter(worker -> worker.told && worker.wanted()).toList();
        boolean all = !wanted.isEmpty() && wanted.stream()
                .allMatch(worker -> actions.stream().anyMatch(action -> action instanceof Action.Signal signal
                        && worker.is(signal.pid(), signal.startTicks())
                        && signal.signal().equals(worker.decree.execution().stopSignal())));
        boolean awaits = actions.stream().anyMatch(Action.AwaitCall.class::isInstance);
        if (vassal.sleep.mayDoze() && (all || awaits)) {
            vassal.sleep.dozed(nowMillis);
            vassal.workers.forEach(worker -> worker.givenUp = true);
        }
    }

    /** Notes who is found to hang, before anything that comes of it. */
    void foreseen(VassalRecord vassal, Action.Signal signal, long nowMillis) {
        vassal.worker(signal.pid(), signal.startTicks())
                .filter(worker -> signal.signal().equals(worker.decree.execution().stopSignal()))
                .filter(worker -> signal.why().startsWith("it hung"))
                .filter(worker -> !worker.hung && !worker.unwanted && worker.ready() && worker.wanted())
                .filter(worker -> vassal.silent(worker, nowMillis)
                        || vassal.ill && worker.generation == vassal.serving)
                .ifPresent(new Entry(vassal, nowMillis)::hung);
    }

    /** Notes who serves now, and whose time is over. */
    void claimed(VassalRecord vassal, int generation) {
        if (generation != vassal.serving) {
            if (generation == vassal.candidate || vassal.superseded && !vassal.replacing && !vassal.signalled) {
                vassal.finished.clear();
            }
            vassal.serves = vassal.of(generation).map(worker -> worker.decree).findFirst().orElse(vassal.decree);
            vassal.superseded &= generation == vassal.candidate;
            vassal.candidateFailed = false;
            vassal.hopeless = false;
            vassal.urged = true;
            vassal.patience.forgive();
            vassal.rollPatience.forgive();
        }
        vassal.serving = generation;
        if (vassal.orderedDown() && vassal.candidate > 0) {
            // Whoever starts it again before all have ended gets one generation.
            new Renewal(vassal, 0).replace();
        }
        // Where all has finished, whatever starts it again starts it as the file has it then.
        vassal.candidateFailed &= !vassal.orderedDown() && (vassal.serves == null || vassal.slots(vassal.serves) > 0);
        vassal.candidate = vassal.candidate > generation ? vassal.candidate : 0;
        if (vassal.adopting) {
            vassal.superseded = true;
            vassal.candidate = vassal.workers.stream()
                    .filter(worker -> worker.adopted && !worker.givenUp && worker.generation > generation)
                    .mapToInt(worker -> worker.generation)
                    .max()
                    .orElse(vassal.candidate);
        }
        vassal.workers.stream()
                .filter(worker -> worker.generation != generation && worker.generation != vassal.candidate)
                .forEach(worker -> worker.givenUp = true);
    }

    /** A turn is over. */
    void turned() {
        for (VassalRecord vassal : vassals.values()) {
            vassal.superseded &= !vassal.adopting;
            vassal.adopting = false;
            vassal.ill = false;
            vassal.done.clear();
            vassal.sleep.turned();
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
        if (!worker.ready() && worker.wanted() && !worker.unwanted && !worker.givenUp && worker.conditionAtMillis != Long.MAX_VALUE
                && nowMillis - worker.conditionAtMillis >= vassal.policy().readyDelayMillis()) {
            worker.readyAtMillis = nowMillis;
        }
        if (worker.wanted() && !worker.givenUp && !worker.provenSeen && worker.proven(nowMillis)) {
            worker.provenSeen = true;
            if (worker.generation == vassal.serving) {
                vassal.patience.forgive();
            }
        }
    }
}
