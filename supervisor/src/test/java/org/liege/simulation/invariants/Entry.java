package org.liege.simulation.invariants;

import org.liege.vassal.Decree;
import org.liege.vassal.Exit;
import org.liege.vassal.Fact;
import org.liege.vassal.Verb;

/** Enters one fact in one vassal's record. */
final class Entry {
    /** A worker that lives so long after it got ready is proven; written down here once more on purpose. */
    static final long PROVEN_MILLIS = 1_000;

    private final VassalRecord vassal;
    private final long nowMillis;

    Entry(VassalRecord vassal, long nowMillis) {
        this.vassal = vassal;
        this.nowMillis = nowMillis;
    }

    void of(Fact fact) {
        if (fact instanceof Fact.Decreed decreed) {
            decreed(decreed.decree());
        } else if (fact instanceof Fact.Faulted) {
            vassal.withdrawn = false;
        } else if (fact instanceof Fact.Withdrawn) {
            withdrawn();
        } else if (fact instanceof Fact.Ordered ordered) {
            ordered(ordered.verb());
        } else if (fact instanceof Fact.Survived survived) {
            survived(survived);
        } else if (fact instanceof Fact.Mended) {
            vassal.patience.forgive();
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
            doubtAll();
        } else if (fact instanceof Fact.Spawned spawned) {
            vassal.bySerial(spawned.serial()).ifPresent(worker -> told(worker, spawned.pid(), spawned.startTicks()));
        } else if (fact instanceof Fact.SpawnFailed failed) {
            vassal.bySerial(failed.serial()).ifPresent(worker -> spawnFailed(worker, failed.shortage()));
        } else if (fact instanceof Fact.Ready ready) {
            vassal.worker(ready.pid(), ready.startTicks()).ifPresent(this::conditionMet);
        } else if (fact instanceof Fact.Exited exited) {
            vassal.worker(exited.pid(), exited.startTicks()).ifPresent(worker -> exited(worker, exited.exit()));
        } else if (fact instanceof Fact.Swept swept) {
            vassal.worker(swept.pid(), swept.startTicks()).filter(worker -> worker.exited)
                    .ifPresent(vassal.workers::remove);
        }
    }

    /** To listen again is as good as proven, where a proven worker had only that to complain of. */
    private void listening() {
        if (!vassal.listening && vassal.workers.stream().anyMatch(worker -> worker.wanted() && worker.provenSeen)) {
            vassal.patience.forgive();
        }
        vassal.listening = vassal.listenOrdered;
    }

    private void decreed(Decree next) {
        if (vassal.decree != null) {
            vassal.patience.forgive();
            vassal.finished.clear();
        }
        vassal.decree = next;
        vassal.withdrawn = false;
        doubtAll();
    }

    private void withdrawn() {
        vassal.withdrawn = true;
        vassal.workers.forEach(worker -> worker.unwanted = true);
        doubtAll();
    }

    private void ordered(Verb verb) {
        if (verb == Verb.STOP) {
            vassal.stopped = true;
        } else {
            vassal.patience.forgive();
            vassal.finished.clear();
        }
        if (verb == Verb.START || verb == Verb.RESTART) {
            vassal.stopped = false;
        }
        doubtAll();
    }

    private void doubtAll() {
        vassal.workers.forEach(worker -> worker.doubtful = true);
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
        told(worker, fact.worker().pid(), fact.observedTicks());
        if (fact.worker().ready()) {
            conditionMet(worker);
            worker.readyAtMillis = nowMillis;
        }
        vassal.workers.add(worker);
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

    private void spawnFailed(WorkerRecord worker, boolean shortage) {
        vassal.workers.remove(worker);
        if (worker.doubtful) {
            return;
        }
        if (shortage) {
            vassal.patience.shortage(nowMillis, vassal.policy());
        } else {
            vassal.patience.failed(nowMillis, vassal.policy());
        }
    }

    private void exited(WorkerRecord worker, Exit exit) {
        worker.exited = true;
        if (worker.asked || worker.unwanted) {
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
        if (!again) {
            vassal.finished.set(worker.slot);
            vassal.patience.forgive();
        } else if (worker.ready() && nowMillis - worker.readyAtMillis >= PROVEN_MILLIS) {
            vassal.patience.forgive();
        } else if (!(worker.ready() && "KILL".equals(exit.signal()) && !exit.oomKilled()
                && vassal.patience.overlooks(nowMillis))) {
            // KILL by somebody outside, of a worker that was ready, says nothing of the app, unless it is too frequent.
            failed(worker);
        }
    }

    private void failed(WorkerRecord worker) {
        if (!worker.doubtful) {
            vassal.patience.failed(nowMillis, vassal.policy());
        }
    }
}
