package org.liege.vassal;

import java.util.List;
import java.util.Optional;

/** Writes down what happened to one vassal: to its listeners and its workers. */
final class Bailiff {
    private final Affairs affairs;
    private final Rollout rollout;

    Bailiff(Affairs affairs, Rollout rollout) {
        this.affairs = affairs;
        this.rollout = rollout;
    }

    void observe(Fact fact, Moment now) {
        if (fact instanceof Fact.Remembered remembered) {
            affairs.remembered(remembered.memory());
        } else if (fact instanceof Fact.Survived survived) {
            survived(survived, now);
        } else if (fact instanceof Fact.Listening listening) {
            listening(listening.sockets(), now);
        } else if (fact instanceof Fact.Sighted sighted) {
            affairs.listeners.sighted(sighted.sockets());
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
        } else if (fact instanceof Fact.Heartbeat beat) {
            affairs.staff.byProcess(beat.pid(), beat.startTicks()).ifPresent(worker -> worker.heartbeat(now));
        } else if (fact instanceof Fact.Hung hung) {
            affairs.staff.byProcess(hung.pid(), hung.startTicks()).ifPresent(worker -> hung(worker, hung.why(), now));
        } else if (fact instanceof Fact.Checked checked) {
            checked(checked, now);
        } else if (fact instanceof Fact.Quiet quiet) {
            quiet(quiet.forMillis(), now);
        } else if (fact instanceof Fact.Unseen unseen) {
            affairs.slumber.unseen(unseen.why());
        } else if (fact instanceof Fact.QueueSeen seen) {
            affairs.intent.decree().ifPresent(decree ->
                    affairs.gauge.read(seen.length(), seen.limit(), decree.policy().overload(), now));
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
        affairs.slumber.wake();
        affairs.adopted(recorded);
        affairs.listeners.inherited();
        reconcile(current, now);
        affairs.becauseUnlessDown(Cause.ADOPTED, "taken over from the previous master");
    }

    /** The file may have changed while no master lived; or a candidate was on its way for one that is in force no more. */
    private void reconcile(Decree current, Moment now) {
        if (affairs.intent.replacing()) {
            affairs.replaceWorkers(now);
            return;
        }
        Generations generations = affairs.generations;
        Decree coming = generations.hasCandidate() ? generations.candidateDecree() : generations.serves().orElse(current);
        if (coming.digest().equals(current.digest())) {
            return;
        }
        if (generations.hasCandidate() && affairs.policy().reload() instanceof Reload.Restart) {
            affairs.replaceWorkers(now);
        } else if (generations.hasCandidate()) {
            generations.want(now);
        } else if (affairs.rollThrottle.failing()) {
            affairs.tryAgainLater(now);
        } else if (Change.between(coming, current) == Change.NEW_WORKERS) {
            affairs.renew(Change.sameProcess(coming, current), now);
        } else {
            generations.servesBy(current);
        }
    }

    private void listening(List<VassalView.SocketView> sockets, Moment now) {
        boolean recovered = affairs.listeners.opened(sockets);
        affairs.slumber.lost();
        if (recovered && affairs.staff.any(worker -> worker.alive() && !worker.stopping() && worker.proven(now))) {
            affairs.proven();
        } else if (affairs.asleep() && affairs.listeners.open()) {
            // More was not tried.
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
        if (!affairs.staff.isEmpty()) {
            affairs.renew(false, now);
        }
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
            if (affairs.generations.isCandidate(worker)) {
                candidateNotSpawned(fact, now);
            } else if (fact.shortage()) {
                affairs.throttle.shortage(now, affairs.policy());
                affairs.admission.startFailed();
            } else {
                affairs.startFailed(now);
            }
        });
    }

    private void candidateNotSpawned(Fact.SpawnFailed fact, Moment now) {
        if (fact.shortage()) {
            rollout.shortage(fact.why(), now);
        } else {
            rollout.failed(fact.why(), true, now);
        }
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
            String words = Obituary.withWords(worker.killReason(), fact.exit());
            affairs.troubled(Cause.NOT_READY_IN_TIME, words);
            startFailed(worker, words, now);
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
        String words = Obituary.of(worker, exit, wasReady, now);
        affairs.troubled(cause, words);
        boolean restarts = affairs.policy().restart().after(exit);
        if (affairs.generations.isCandidate(worker)) {
            boolean again = restarts || sleepless(exit, wasReady);
            candidateEnded(worker, words, again, exit, now);
        } else if (!restarts && sleepless(exit, wasReady)) {
            affairs.startFailed(now);
        } else if (!restarts) {
            finished(worker, exit.clean());
            if (!proven && startsOnDemand()) {
                affairs.pause(now);
            }
        } else if (proven) {
            affairs.throttle.proven();
        } else if (!(wasReady && exit.killedFromOutside() && affairs.throttle.mercy(now))) {
            affairs.startFailed(now);
        }
    }

    /**
     * Whether it must not sleep although it ended well: who called it waits still, and would wake it without end and without
     * delay.
     */
    private boolean sleepless(Exit exit, boolean wasReady) {
        return exit.clean() && !wasReady && startsOnDemand();
    }

    private boolean startsOnDemand() {
        return affairs.policy().start() == Start.DEMAND;
    }

    /** One that has done its work before it had proven itself takes over all the same. */
    private void candidateEnded(Worker worker, String words, boolean again, Exit exit, Moment now) {
        if (!again && exit.clean()) {
            rollout.takeOver(now);
            finished(worker, true);
        } else {
            rollout.failed(words, again, now);
        }
    }

    /** It has done what it had to; with the last one the vassal has, unless a newer generation is to come. */
    private void finished(Worker worker, boolean clean) {
        affairs.staff.finish(worker.slot);
        affairs.throttle.reset();
        boolean last = !affairs.generations.coming() && affairs.allFinished();
        if (clean && startsOnDemand()) {
            if (last) {
                affairs.staff.forgetFinished();
                affairs.slumber.sleep();
            }
        } else {
            affairs.intent.finished(clean, last);
        }
    }

    private void startFailed(Worker worker, String words, Moment now) {
        if (affairs.generations.isCandidate(worker)) {
            rollout.failed(words, true, now);
        } else {
            affairs.startFailed(now);
        }
    }

    // --- those that nobody needs ---------------------------------------------------------------------------------

    /** They are asked to end; whoever comes meanwhile is not theirs to serve any more. */
    private void quiet(long forMillis, Moment now) {
        Policy policy = affairs.intent.decree().map(Decree::policy).orElse(null);
        if (policy == null || policy.idleMillis() == 0 || forMillis < policy.idleMillis() || affairs.asleep()
                || renewed() || affairs.throttle.failing() || !affairs.staff.any(this::servesProven)) {
            return;
        }
        affairs.slumber.sleep();
        affairs.staff.retire(worker -> true, now);
        affairs.becauseUnlessDown(Cause.ASLEEP, "nobody has come for " + Millis.words(forMillis));
    }

    /** Whether its workers are to be replaced, or to reload: whoever wanted that needs what comes of it. */
    private boolean renewed() {
        return affairs.generations.wanted() || affairs.intent.pending();
    }

    private boolean servesProven(Worker worker) {
        return affairs.serves(worker) && !worker.stopping() && worker.provenNoted();
    }

    // --- those that hang -----------------------------------------------------------------------------------------

    /** It is asked to end, killed if it does not, and its successor need not wait for that. */
    void hung(Worker worker, String why, Moment now) {
        if (!worker.ready() || worker.stopping()) {
            return;
        }
        boolean proven = worker.proven(now);
        worker.hangs(why, now);
        affairs.troubled(Cause.HUNG, "worker " + worker.pid() + " hung: " + why);
        if (affairs.generations.isCandidate(worker)) {
            rollout.failed(why, true, now);
        } else if (affairs.policy().restart() == RestartPolicy.NEVER) {
            finished(worker, false);
        } else if (proven) {
            affairs.throttle.proven();
        } else {
            affairs.startFailed(now);
        }
    }

    private void checked(Fact.Checked fact, Moment now) {
        if (affairs.intent.decree().isPresent()
                && affairs.health.checked(fact.healthy(), affairs.policy().liveness())) {
            affairs.staff.all().stream()
                    .filter(affairs::serves)
                    .forEach(worker -> hung(worker, "unhealthy: " + fact.why(), now));
        }
    }
}
