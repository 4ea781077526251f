package org.liege.vassal;

import java.util.List;
import java.util.Optional;

/** Writes down what happened to one vassal: to its listeners and its workers. */
final class Bailiff {
    private final Affairs affairs;

    Bailiff(Affairs affairs) {
        this.affairs = affairs;
    }

    void observe(Fact fact, Moment now) {
        if (fact instanceof Fact.Remembered remembered) {
            affairs.remembered(remembered.memory());
        } else if (fact instanceof Fact.Survived survived) {
            survived(survived, now);
        } else if (fact instanceof Fact.Listening listening) {
            listening(listening.sockets(), now);
        } else if (fact instanceof Fact.ListenFailed failed) {
            listenFailed(failed.why(), now);
        } else if (fact instanceof Fact.PathLost lost) {
            pathLost(lost.path(), now);
        } else if (fact instanceof Fact.Spawned spawned) {
            spawned(spawned, now);
        } else if (fact instanceof Fact.SpawnFailed failed) {
            spawnFailed(failed, now);
        } else if (fact instanceof Fact.Ready ready) {
            affairs.staff.byProcess(ready.pid(), ready.startTicks()).ifPresent(worker -> worker.conditionMet(now));
        } else if (fact instanceof Fact.Exited exited) {
            exited(exited, now);
        } else if (fact instanceof Fact.Swept swept) {
            swept(swept);
        }
    }

    /** An earlier master's process is ours only when the kernel still tells the start ticks that were recorded. */
    private void survived(Fact.Survived fact, Moment now) {
        Memory.Worker recorded = fact.worker();
        if (recorded.startTicks() != fact.observedTicks()) {
            return;
        }
        Decree current = affairs.intent.orLastGood(recorded.decree());
        affairs.staff.hire(Worker.adopted(recorded, now));
        affairs.adopted(recorded);
        if (!current.digest().equals(recorded.decree().digest())
                && Change.between(recorded.decree(), current) == Change.NEW_WORKERS) {
            affairs.replaceWorkers(now);
        }
        affairs.becauseUnlessDown(Cause.ADOPTED, "taken over from the previous master");
    }

    private void listening(List<VassalView.SocketView> sockets, Moment now) {
        boolean recovered = affairs.listeners.opened(sockets);
        if (recovered && affairs.staff.any(worker -> worker.alive() && !worker.stopping() && worker.proven(now))) {
            affairs.proven();
        }
    }

    /** Not the app's fault while its workers live on; they serve whom they have. */
    private void listenFailed(String why, Moment now) {
        if (!affairs.listeners.failed(why) || affairs.intent.decree().isEmpty()) {
            return;
        }
        affairs.troubled(Cause.LISTEN_FAILED, why);
        if (affairs.staff.anyAlive()) {
            affairs.throttle.shortage(now, affairs.policy());
        } else {
            affairs.startFailed(now);
        }
    }

    private void pathLost(String path, Moment now) {
        affairs.listeners.lost();
        affairs.replaceWorkers(now);
        affairs.becauseUnlessDown(
                Cause.LISTEN_FAILED, "its socket " + path + " was removed or replaced by someone else; opened anew");
    }

    private void spawned(Fact.Spawned fact, Moment now) {
        Optional<Worker> worker = affairs.staff.bySerial(fact.serial()).filter(known -> !known.hasProcess());
        if (worker.isEmpty()) {
            affairs.log.impossible(affairs.name, "a process " + fact.pid() + " was spawned that nobody asked for");
            return;
        }
        worker.get().spawned(fact.pid(), fact.startTicks(), now);
    }

    private void spawnFailed(Fact.SpawnFailed fact, Moment now) {
        affairs.staff.bySerial(fact.serial()).ifPresent(worker -> {
            affairs.staff.dismiss(worker);
            if (worker.stopAsked()) {
                return;
            }
            affairs.troubled(Cause.SPAWN_FAILED, fact.why());
            if (fact.shortage()) {
                affairs.throttle.shortage(now, affairs.policy());
                affairs.admission.startFailed();
            } else {
                affairs.startFailed(now);
            }
        });
    }

    private void exited(Fact.Exited fact, Moment now) {
        Optional<Worker> known = affairs.staff.byProcess(fact.pid(), fact.startTicks()).filter(Worker::alive);
        if (known.isEmpty()) {
            return;
        }
        Worker worker = known.get();
        boolean proven = worker.proven(now);
        boolean wasReady = worker.ready();
        worker.exited();
        affairs.tally.exited(fact.pid(), fact.exit(), now);
        if (worker.stopAsked()) {
            return;
        }
        if (worker.condemned()) {
            affairs.troubled(Cause.NOT_READY_IN_TIME, Obituary.withWords(worker.killReason(), fact.exit()));
            affairs.startFailed(now);
        } else {
            endedByItself(worker, fact.exit(), proven, wasReady, now);
        }
    }

    private void swept(Fact.Swept fact) {
        affairs.staff.byProcess(fact.pid(), fact.startTicks())
                .filter(worker -> !worker.alive())
                .ifPresent(affairs.staff::dismiss);
    }

    private void endedByItself(Worker worker, Exit exit, boolean proven, boolean wasReady, Moment now) {
        Cause cause = exit.beforeExec() ? Cause.NOT_EXECUTED : Cause.EXITED;
        affairs.troubled(cause, Obituary.of(worker, exit, wasReady, now));
        boolean again = switch (affairs.policy().restart()) {
            case ALWAYS -> true;
            case ON_FAILURE -> !exit.clean();
            case NEVER -> false;
        };
        if (!again) {
            affairs.staff.finish(worker.slot);
            affairs.intent.finished(exit.clean(), affairs.staff.allFinished(affairs.processes()));
            affairs.throttle.reset();
        } else if (proven) {
            affairs.throttle.proven();
        } else if (!(wasReady && exit.killedFromOutside() && affairs.throttle.mercy(now))) {
            affairs.startFailed(now);
        }
    }
}
