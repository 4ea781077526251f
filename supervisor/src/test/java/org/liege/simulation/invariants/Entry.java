package org.liege.simulation.invariants;

import org.liege.vassal.Decree;
import org.liege.vassal.Exit;
import org.liege.vassal.Fact;
import org.liege.vassal.Memory;
import org.liege.vassal.Reload;
import org.liege.vassal.RestartPolicy;
import org.liege.vassal.Verb;

/** Enters one fact in one vassal's record. */
final class Entry {
    /** A worker that lives so long after it got ready is proven; written down here once more on purpose. */
    static final long PROVEN_MILLIS = 1_000;

    private final VassalRecord vassal;
    private final long nowMillis;
    private final Renewal renewal;

    Entry(VassalRecord vassal, long nowMillis) {
        this.vassal = vassal;
        this.nowMillis = nowMillis;
        this.renewal = new Renewal(vassal, nowMillis);
    }

    void of(Fact fact) {
        if (fact instanceof Fact.Decreed decreed) {
            decreed(decreed.decree());
        } else if (fact instanceof Fact.Faulted) {
            vassal.faulty = true;
            vassal.withdrawn = false;
        } else if (fact instanceof Fact.Withdrawn) {
            withdrawn();
        } else if (fact instanceof Fact.Ordered ordered) {
            ordered(ordered.verb());
        } else if (fact instanceof Fact.Survived survived) {
            survived(survived);
        } else if (fact instanceof Fact.Mended) {
            vassal.patience.forgive();
            renewal.tryNow();
        } else if (fact instanceof Fact.Remembered remembered) {
            remembered(remembered.memory());
        } else if (fact instanceof Fact.MasterEnds) {
            vassal.masterEnds = true;
            doubtAll();
        } else {
            ofKernel(fact);
        }
    }

    private void ofKernel(Fact fact) {
        if (fact instanceof Fact.Listening) {
            listening();
        } else if (fact instanceof Fact.PathLost) {
            vassal.listening = false;
            pathLost();
            doubtAll();
        } else if (fact instanceof Fact.Spawned spawned) {
            vassal.bySerial(spawned.serial()).ifPresent(worker -> told(worker, spawned.pid(), spawned.startTicks()));
        } else if (fact instanceof Fact.SpawnFailed failed) {
            vassal.bySerial(failed.serial()).ifPresent(worker -> spawnFailed(worker, failed.shortage()));
        } else if (fact instanceof Fact.Ready ready) {
            vassal.worker(ready.pid(), ready.startTicks()).ifPresent(this::conditionMet);
        } else if (fact instanceof Fact.Heartbeat beat) {
            vassal.worker(beat.pid(), beat.startTicks()).ifPresent(worker -> worker.heardAtMillis = nowMillis);
        } else if (fact instanceof Fact.Hung hung) {
            vassal.worker(hung.pid(), hung.startTicks()).filter(worker -> worker.ready() && worker.wanted())
                    .filter(worker -> !worker.givenUp && !worker.unwanted).ifPresent(this::hung);
        } else if (fact instanceof Fact.Checked checked) {
            checked(checked.healthy());
        } else if (fact instanceof Fact.Exited exited) {
            vassal.worker(exited.pid(), exited.startTicks()).ifPresent(worker -> exited(worker, exited.exit()));
        } else if (fact instanceof Fact.Swept swept) {
            vassal.worker(swept.pid(), swept.startTicks()).filter(worker -> worker.exited)
                    .ifPresent(vassal.workers::remove);
        } else {
            new Tidings(vassal, nowMillis).of(fact);
        }
    }

    /** To listen again is as good as proven, where a proven worker had only that to complain of. */
    private void listening() {
        if (!vassal.listening && vassal.workers.stream().anyMatch(worker -> worker.wanted() && worker.provenSeen)) {
            vassal.patience.forgive();
        }
        if (vassal.sleeps()) {
            vassal.patience.forgive();
        }
        vassal.listeningSinceMillis = vassal.listening ? vassal.listeningSinceMillis : nowMillis;
        vassal.listening = vassal.listenOrdered;
    }

    private void decreed(Decree next) {
        if (vassal.decree != null && !vassal.withdrawn && vassal.decree.digest().equals(next.digest())) {
            // Told again: no edit.
            vassal.faulty = false;
            return;
        }
        if (vassal.decree != null) {
            vassal.patience.forgive();
            vassal.finished.clear();
            renewal.edited(vassal.decree, next, vassal.withdrawn);
        }
        if (vassal.decree == null && vassal.faulty) {
            vassal.candidateFailed = false;
            vassal.rollPatience.forgive();
            vassal.patience.forgive();
        }
        vassal.candidateFailed &= vassal.serves == null
                || !vassal.serves.digest().equals(next.digest()) && !Renewal.appliesLive(vassal.serves, next);
        if (vassal.decree == null || vassal.policy().liveness().watchdogMillis() == 0) {
            vassal.watchdogSinceMillis = nowMillis;
        }
        vassal.decree = next;
        vassal.faulty = false;
        vassal.withdrawn = false;
        doubtAll();
    }

    private void withdrawn() {
        vassal.withdrawn = true;
        vassal.urged = true;
        vassal.workers.forEach(worker -> worker.unwanted = true);
        doubtAll();
    }

    private void ordered(Verb verb) {
        if (verb == Verb.STOP) {
            vassal.stopped = true;
            vassal.sleep.fall(nowMillis);
        } else {
            vassal.patience.forgive();
            vassal.finished.clear();
            renewal.tryNow();
        }
        if (verb == Verb.RELOAD) {
            renewal.urged();
        }
        if (verb == Verb.RESTART) {
            renewal.replace();
        }
        if (verb == Verb.START || verb == Verb.RESTART) {
            vassal.stopped = false;
            vassal.sleep.wake();
        }
        doubtAll();
    }

    private void doubtAll() {
        vassal.workers.forEach(worker -> worker.doubtful = true);
    }

    private void pathLost() {
        if (vassal.decree != null) {
            renewal.urged();
        }
    }

    private void remembered(Memory memory) {
        vassal.serving = memory.serving();
        vassal.serves = memory.serves().orElse(null);
        vassal.adopting = true;
        vassal.candidateFailed = memory.rollSetback().failures() > 0;
        vassal.patience.remembered(memory.setback());
        vassal.rollPatience.remembered(memory.rollSetback());
        if (memory.setback().failures() + memory.setback().shortages() > 0) {
            vassal.sleep.wake();
        }
    }

    private void survived(Fact.Survived fact) {
        if (fact.worker().startTicks() != fact.observedTicks()) {
            return;
        }
        if (vassal.decree == null) {
            vassal.decree = fact.worker().decree();
        }
        WorkerRecord worker = new WorkerRecord(-1, fact.worker().generation(), fact.worker().slot(), fact.worker().decree());
        worker.adopted = true;
        vassal.sleep.wake();
        worker.givenUp = fact.worker().ending();
        vassal.adopting = true;
        told(worker, fact.worker().pid(), fact.observedTicks());
        if (fact.worker().ready()) {
            conditionMet(worker);
            worker.readyAtMillis = nowMillis;
        }
        vassal.workers.add(worker);
        vassal.candidateFailed &= worker.generation <= vassal.serving || worker.decree.digest().equals(vassal.decree.digest());
        boolean serves = worker.generation == vassal.serving && vassal.serves != null;
        Decree runs = serves ? vassal.serves : worker.decree;
        if (vassal.policy().reload() instanceof Reload.Restart && !vassal.candidateFailed
                && !runs.digest().equals(vassal.decree.digest())
                && !(serves && Renewal.appliesLive(runs, vassal.decree))) {
            vassal.replacing = true;
        }
    }

    private void told(WorkerRecord worker, int pid, long startTicks) {
        worker.told = true;
        worker.toldAtMillis = nowMillis;
        worker.pid = pid;
        worker.startTicks = startTicks;
    }

    private void conditionMet(WorkerRecord worker) {
        worker.conditionAtMillis = Math.min(worker.conditionAtMillis, nowMillis);
    }

    void hung(WorkerRecord worker) {
        worker.hung = true;
        if (vassal.policy().restart() == RestartPolicy.NEVER && worker.generation == vassal.serving) {
            vassal.finished.set(worker.slot);
            vassal.patience.forgive();
        } else if (worker.proven(nowMillis) && worker.generation == vassal.serving) {
            vassal.patience.forgive();
        } else {
            failed(worker);
        }
    }

    private void checked(boolean healthy) {
        vassal.failedChecks = healthy ? 0 : vassal.failedChecks + 1;
        vassal.ill = vassal.decree != null && vassal.failedChecks >= vassal.policy().liveness().healthFailures();
    }

    private void spawnFailed(WorkerRecord worker, boolean shortage) {
        vassal.workers.remove(worker);
        if (worker.givenUp || renewal.failed(worker, shortage)) {
            return;
        }
        if (!shortage) {
            blame(worker);
        } else if (!worker.doubtful) {
            vassal.patience.shortage(nowMillis, vassal.policy());
        }
    }

    private void exited(WorkerRecord worker, Exit exit) {
        worker.exited = true;
        if (worker.asked || worker.unwanted || worker.givenUp) {
            return;
        }
        if (worker.killed) {
            failed(worker);
            return;
        }
        boolean again = switch (vassal.policy().restart()) {
            case ALWAYS -> true;
            case ON_FAILURE -> !exit.clean();
            case NEVER -> false;
        };
        // Whoever has called it waits still.
        boolean sleepless = exit.clean() && vassal.onDemand() && !(worker.ready() && !worker.hung);
        if (worker.generation > vassal.serving && !vassal.adopting) {
            candidateEnded(worker, again || sleepless, exit.clean());
        } else if (!again && sleepless) {
            failed(worker);
        } else if (!again) {
            finished(worker, exit.clean());
        } else if (worker.ready() && nowMillis - worker.readyAtMillis >= PROVEN_MILLIS) {
            vassal.patience.forgive();
        } else if (!(worker.ready() && "KILL".equals(exit.signal()) && !exit.oomKilled()
                && vassal.patience.overlooks(nowMillis))) {
            // KILL by somebody outside, of a worker that was ready, says nothing of the app, unless it is too frequent.
            failed(worker);
        }
    }

    /** With the last one, one that starts on demand sleeps until somebody comes. */
    private void finished(WorkerRecord worker, boolean clean) {
        vassal.patience.forgive();
        if (vassal.sleep.mayDoze()) {
            return;
        }
        vassal.finished.set(worker.slot);
        if (clean) {
            allDone();
        }
    }

    private void allDone() {
        if (!vassal.onDemand()) {
            return;
        }
        if (vassal.candidate != 0 || vassal.superseded || vassal.candidateFailed || vassal.rollPatience.failing()) {
            vassal.sleep.fallPerhaps(nowMillis);
        } else if (vassal.decreedSlots() == 0) {
            vassal.finished.clear();
            vassal.sleep.fall(nowMillis);
        }
    }

    /** One that has done its work takes over, whatever becomes of the rest. */
    private void candidateEnded(WorkerRecord worker, boolean again, boolean clean) {
        if (!again && clean) {
            tookOver(worker);
            vassal.finished.clear();
            vassal.finished.set(worker.slot);
            vassal.patience.forgive();
            vassal.rollPatience.forgive();
            allDone();
        } else {
            vassal.hopeless |= !again;
            renewal.failed(worker, false);
        }
    }

    private void tookOver(WorkerRecord worker) {
        vassal.done.add(worker.generation);
        vassal.serving = worker.generation;
        vassal.serves = worker.decree;
        vassal.candidate = 0;
        vassal.candidateFailed = false;
        vassal.urged = true;
        vassal.workers.stream().filter(other -> other.generation != worker.generation).forEach(other -> other.givenUp = true);
    }

    private void failed(WorkerRecord worker) {
        if (!renewal.failed(worker, false)) {
            blame(worker);
        }
    }

    /** With failures of its own, which may have led to the verdict, the one that serves is no certain refuge any more. */
    private void blame(WorkerRecord worker) {
        if (!worker.doubtful) {
            vassal.patience.failed(nowMillis, vassal.policy());
        }
        vassal.candidateFailed = false;
    }
}
