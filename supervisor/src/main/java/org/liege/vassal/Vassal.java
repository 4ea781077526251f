package org.liege.vassal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state machine of one vassal: {@link #observe} writes facts down, {@link #steer} decides what to do about them. Neither
 * touches the world, so (facts, times, seed) decide everything. What its processes do is judged from the facts by
 * {@link Transitions}; the only place that assigns the word is {@link #settle}.
 *
 * <p>Not thread-safe: owned by the loop.
 */
public final class Vassal {
    private final String name;
    private final StateLog log;
    private final Throttle throttle;
    private final Listeners listeners = new Listeners();
    private final Staff staff = new Staff();
    private final Intent intent = new Intent();
    private final Tally tally = new Tally();
    private final Admission admission = new Admission();

    private State state = State.IDLE;
    private Moment since;
    private Reason reason = Reason.of(Cause.DECREED);
    private Reason settledReason;
    private boolean waiting;
    private int nextSerial = 1;
    private long nextAttemptMillis = Long.MAX_VALUE;
    /** What went wrong last, since the last worker that proved itself; empty when nothing did. */
    private String trouble = "";
    private boolean gone;

    /** A vassal of which nothing is known yet. {@code seed} decides its jitter. */
    public Vassal(String name, long seed, Moment now, StateLog log) {
        this.name = name;
        this.log = log;
        this.throttle = new Throttle(seed);
        this.since = now;
    }

    // --- facts ---------------------------------------------------------------------------------------------------

    /** Writes one fact down. */
    public void observe(Fact fact, Moment now) {
        if (fact instanceof Fact.Decreed decreed) {
            decreed(decreed.decree(), now);
        } else if (fact instanceof Fact.Faulted faulted) {
            faulted(faulted);
        } else if (fact instanceof Fact.Withdrawn) {
            withdrawn(now);
        } else if (fact instanceof Fact.Ordered ordered) {
            ordered(ordered.verb(), now);
        } else if (fact instanceof Fact.StoppedBefore) {
            intent.stop();
            because(Cause.ORDERED_STOP, "stopped by the operator");
        } else if (fact instanceof Fact.Survived survived) {
            survived(survived, now);
        } else if (fact instanceof Fact.Mended) {
            mended();
        } else if (fact instanceof Fact.MasterEnds) {
            intent.masterEnds();
            because(Cause.MASTER_ENDS, Cause.MASTER_ENDS.phrase());
        } else {
            observeKernel(fact, now);
        }
    }

    private void observeKernel(Fact fact, Moment now) {
        if (fact instanceof Fact.Listening listening) {
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
            staff.byProcess(ready.pid(), ready.startTicks()).ifPresent(worker -> worker.conditionMet(now));
        } else if (fact instanceof Fact.Exited exited) {
            exited(exited, now);
        } else if (fact instanceof Fact.Swept swept) {
            staff.byProcess(swept.pid(), swept.startTicks()).filter(worker -> !worker.alive()).ifPresent(staff::dismiss);
        }
    }

    private void decreed(Decree next, Moment now) {
        Optional<Decree> before = intent.decree();
        boolean returned = intent.decreed(next);
        if (before.isEmpty()) {
            because(Cause.DECREED, Cause.DECREED.phrase());
            return;
        }
        throttle.reset();
        staff.forgetFinished();
        Moment at = intent.editSlot(now);
        if (returned || Change.between(before.get(), next) == Change.NEW_WORKERS) {
            replaceWorkers(at);
            because(Cause.EDITED, returned ? "its file is back" : "its file was edited or touched");
        }
        if (at.monotonicMillis() > now.monotonicMillis()) {
            throttle.notBefore(at);
        }
    }

    private void replaceWorkers(Moment at) {
        if (!staff.isEmpty()) {
            intent.replace(at);
        }
    }

    private void faulted(Fact.Faulted fact) {
        intent.faulted(fact.file(), fact.faults());
        if (intent.decree().isEmpty() && !fact.faults().isEmpty()) {
            because(Cause.FAULTY, fact.faults().get(0).toString());
        }
    }

    private void withdrawn(Moment now) {
        intent.withdraw();
        because(Cause.WITHDRAWN, "its file was removed");
        staff.askStop(worker -> true, now);
    }

    private void ordered(Verb verb, Moment now) {
        switch (verb) {
            case STOP -> {
                intent.stop();
                because(Cause.ORDERED_STOP, "stopped by the operator");
            }
            case START -> {
                tally.freshStart(intent.stopped());
                intent.start();
                tryAfresh();
            }
            case RESTART -> {
                intent.start();
                tryAfresh();
                replaceWorkers(now);
                because(Cause.ORDERED_RESTART, "restart ordered by the operator");
            }
            case RELOAD -> {
                tryAfresh();
                replaceWorkers(now);
                because(Cause.ORDERED_RESTART, "reload ordered by the operator");
            }
            case RESET -> tryAfresh();
        }
    }

    private void tryAfresh() {
        trouble = "";
        throttle.reset();
        intent.resume();
        staff.forgetFinished();
    }

    private void mended() {
        if (throttle.failing() && !staff.anyAlive()) {
            throttle.reset();
        }
    }

    /** An earlier master's process is ours only when the kernel still tells the start ticks that were recorded. */
    private void survived(Fact.Survived fact, Moment now) {
        if (fact.recordedTicks() != fact.observedTicks()) {
            return;
        }
        Decree current = intent.orLastGood(fact.decree());
        Worker worker = new Worker(nextSerial++, fact.generation(), fact.slot(), fact.decree());
        worker.spawned(fact.pid(), fact.observedTicks(), now);
        worker.adopted(fact.ready(), now);
        staff.hire(worker);
        tally.adoptedGeneration(fact.generation());
        if (!current.digest().equals(fact.decree().digest())
                && Change.between(fact.decree(), current) == Change.NEW_WORKERS) {
            replaceWorkers(now);
        }
        because(Cause.ADOPTED, "taken over from the previous master");
    }

    private void listening(List<VassalView.SocketView> sockets, Moment now) {
        boolean recovered = listeners.opened(sockets);
        if (recovered && staff.any(worker -> worker.alive() && !worker.stopping() && worker.proven(now))) {
            throttle.proven();
            trouble = "";
        }
    }

    /** Not the app's fault while its workers live on; they serve whom they have. */
    private void listenFailed(String why, Moment now) {
        if (!listeners.failed(why) || intent.decree().isEmpty()) {
            return;
        }
        troubled(Cause.LISTEN_FAILED, why);
        if (staff.anyAlive()) {
            throttle.shortage(now, policy());
        } else {
            startFailed(now);
        }
    }

    private void pathLost(String path, Moment now) {
        listeners.lost();
        replaceWorkers(now);
        because(Cause.LISTEN_FAILED, "its socket " + path + " was removed or replaced by someone else; opened anew");
    }

    private void spawned(Fact.Spawned fact, Moment now) {
        Optional<Worker> worker = staff.bySerial(fact.serial()).filter(known -> !known.hasProcess());
        if (worker.isEmpty()) {
            log.impossible(name, "a process " + fact.pid() + " was spawned that nobody asked for");
            return;
        }
        worker.get().spawned(fact.pid(), fact.startTicks(), now);
    }

    private void spawnFailed(Fact.SpawnFailed fact, Moment now) {
        staff.bySerial(fact.serial()).ifPresent(worker -> {
            staff.dismiss(worker);
            if (worker.stopAsked()) {
                return;
            }
            troubled(Cause.SPAWN_FAILED, fact.why());
            if (fact.shortage()) {
                throttle.shortage(now, policy());
                admission.startFailed();
            } else {
                startFailed(now);
            }
        });
    }

    private void exited(Fact.Exited fact, Moment now) {
        Optional<Worker> known = staff.byProcess(fact.pid(), fact.startTicks()).filter(Worker::alive);
        if (known.isEmpty()) {
            return;
        }
        Worker worker = known.get();
        boolean proven = worker.proven(now);
        boolean wasReady = worker.ready();
        worker.exited();
        tally.exited(fact.pid(), fact.exit(), now);
        if (worker.stopAsked()) {
            return;
        }
        if (worker.condemned()) {
            troubled(Cause.NOT_READY_IN_TIME, Obituary.withWords(worker.killReason(), fact.exit()));
            startFailed(now);
        } else {
            endedByItself(worker, fact.exit(), proven, wasReady, now);
        }
    }

    private void startFailed(Moment now) {
        throttle.failed(now, policy());
        admission.startFailed();
    }

    private void endedByItself(Worker worker, Exit exit, boolean proven, boolean wasReady, Moment now) {
        troubled(exit.beforeExec() ? Cause.NOT_EXECUTED : Cause.EXITED, Obituary.of(worker, exit, wasReady, now));
        boolean again = switch (policy().restart()) {
            case ALWAYS -> true;
            case ON_FAILURE -> !exit.clean();
            case NEVER -> false;
        };
        if (!again) {
            staff.finish(worker.slot);
            intent.finished(exit.clean(), staff.allFinished(processes()));
            throttle.reset();
        } else if (proven) {
            throttle.proven();
        } else if (!(wasReady && exit.killedFromOutside())) {
            startFailed(now);
        }
    }

    // --- policy --------------------------------------------------------------------------------------------------

    /** Decides what to do now, and settles; to be called after facts were observed and when {@link #deadline} has come. */
    public List<Action> steer(Moment now) {
        List<Action> actions = decide(now);
        settle(now);
        return actions;
    }

    /** Decides what to do now; the word for it stays as it was until {@link #settle}. */
    public List<Action> decide(Moment now) {
        List<Action> actions = new ArrayList<>();
        waiting = false;
        nextAttemptMillis = Long.MAX_VALUE;
        if (intent.decree().isPresent()) {
            review(now);
            if (intent.down()) {
                lower(actions, now);
            } else {
                raise(actions, now);
            }
            for (Worker worker : staff.all()) {
                for (Action next = worker.next(policy(), now); next != null; next = worker.next(policy(), now)) {
                    actions.add(next);
                }
            }
        } else if (intent.leaving()) {
            gone = true;
        }
        admission.keepWhile(staff.anyStarting(), !intent.down() && !intent.replacing() && attemptPending(now));
        return actions;
    }

    /** One that ended badly and is not to be restarted has failed, too; the operator's stop outweighs both. */
    private boolean verdictFailed() {
        if (intent.orderedDown()) {
            return false;
        }
        return intent.finishedForGood() ? !intent.finishedClean() : throttle.verdictFailed();
    }

    private boolean attemptPending(Moment now) {
        return throttle.due(now) && !staff.missing(processes()).isEmpty();
    }

    /** What has become true by the passing of time. */
    private void review(Moment now) {
        for (Worker worker : staff.all()) {
            if (worker.ripen(policy(), now)) {
                because(Cause.READY, "ready after " + Millis.words(now.millisSince(worker.spawnedAt())));
            }
            if (worker.late(policy(), now)) {
                worker.condemn("not ready within " + Millis.words(policy().startTimeoutMillis()));
            }
            if (worker.provesItself(now)) {
                throttle.proven();
                trouble = "";
            }
        }
    }

    private void lower(List<Action> actions, Moment now) {
        staff.askStop(worker -> true, now);
        if (intent.leaving()) {
            leave(actions);
        } else if (staff.isEmpty() && listeners.close()) {
            actions.add(new Action.Shed());
        }
    }

    /** The paths go first, so that nobody new comes; then who was served may end in peace. */
    private void leave(List<Action> actions) {
        if (intent.unlinkOnce()) {
            listeners.close();
            actions.add(new Action.Unlink());
        }
        if (staff.isEmpty()) {
            gone = true;
            actions.add(new Action.Forget());
        }
    }

    private void raise(List<Action> actions, Moment now) {
        if (intent.replacing()) {
            replace(now);
        }
        int processes = processes();
        staff.askStop(worker -> worker.slot >= processes, now);
        List<Integer> missing = intent.replacing() ? List.of() : staff.missing(processes);
        boolean due = throttle.due(now);
        if (!due && (!missing.isEmpty() || !listeners.open())) {
            nextAttemptMillis = throttle.retryAt().monotonicMillis();
        }
        if (throttle.verdictFailed() && staff.isEmpty() && !(due && admission.mayStart())) {
            if (listeners.close()) {
                actions.add(new Action.Shed());
            }
            waiting = due;
            return;
        }
        if (due || listeners.open()) {
            listen(actions);
        }
        if (missing.isEmpty() || !due) {
            return;
        }
        if (!admission.mayStart()) {
            waiting = true;
        } else if (listeners.open()) {
            spawn(actions, missing);
        }
    }

    private void listen(List<Action> actions) {
        Action.Listen listen = listeners.ensure(intent.decree().orElseThrow());
        if (listen != null) {
            actions.add(listen);
        }
    }

    /** All workers are asked to end first; the new ones come when nothing is left of the old. */
    private void replace(Moment now) {
        if (intent.replacementDue(now)) {
            staff.askStop(worker -> true, now);
            intent.replacementBegun(now);
        }
        if (staff.isEmpty()) {
            intent.replaced();
        }
    }

    private void spawn(List<Action> actions, List<Integer> slots) {
        Decree decree = intent.decree().orElseThrow();
        tally.starting(!staff.anyAlive());
        throttle.tried();
        if (!throttle.verdictFailed()) {
            because(Cause.SPAWNED, trouble.isEmpty() ? "starting" : "starting again; last time: " + trouble);
        }
        for (int slot : slots) {
            Worker worker = new Worker(nextSerial++, tally.generation(), slot, decree);
            staff.hire(worker);
            actions.add(new Action.Spawn(worker.serial, worker.generation, slot, decree));
        }
    }

    private Policy policy() {
        return intent.decree().orElseThrow().policy();
    }

    private int processes() {
        return intent.decree().map(Decree::processes).orElse(0);
    }

    // --- the word ------------------------------------------------------------------------------------------------

    private void because(Cause cause, String words) {
        reason = new Reason(cause, words);
    }

    private void troubled(Cause cause, String words) {
        trouble = words;
        because(cause, words);
    }

    /** The one door for a change of state. */
    public void settle(Moment now) {
        State next = Transitions.judge(new Transitions.Facts(
                intent.orderedDown() || intent.replacementUnderWay() || intent.finishedForGood() && staff.anyAlive(),
                !staff.isEmpty(),
                intent.down() && intent.decree().isPresent() || intent.stopped(),
                verdictFailed(),
                throttle.retryAt() != null && throttle.failing() && !staff.missing(processes()).isEmpty(),
                staff.anyAlive(),
                staff.anyReady(),
                intent.decree().isPresent()));
        if (next == state && reason.equals(settledReason)) {
            return;
        }
        if (next != state && !Transitions.allowed(state, next)) {
            log.impossible(name, "it went from " + state.word() + " to " + next.word() + " because " + reason.words());
        }
        State from = state;
        if (next != state) {
            since = now;
        }
        state = next;
        settledReason = reason;
        log.moved(name, from, next, reason, now);
    }

    // --- what the realm asks -------------------------------------------------------------------------------------

    public String name() {
        return name;
    }

    /** Whether it wants to start and lacks only the start gate's leave. */
    public boolean waitingAtGate() {
        return waiting;
    }

    /** The start gate lets it in: the next {@link #steer} may spawn. */
    public void admit() {
        admission.granted();
    }

    /** Whether it holds a place at the start gate. */
    public boolean atGate() {
        return admission.holdsPlace();
    }

    /** How it queues at the start gate. */
    public GateClass gateClass() {
        if (throttle.failing()) {
            return GateClass.FAILING;
        }
        return tally.generation() > 0 ? GateClass.PROVEN : GateClass.FRESH;
    }

    /** Smaller starts earlier. */
    public int priority() {
        return intent.decree().map(decree -> decree.policy().priority()).orElse(0);
    }

    /** Nothing is left of it; the realm forgets it. */
    public boolean gone() {
        return gone;
    }

    public boolean stoppedByOperator() {
        return intent.stopped();
    }

    /** The decree in force, if any was ever valid. */
    public Optional<Decree> decree() {
        return intent.decree();
    }

    public int generation() {
        return tally.generation();
    }

    /** When {@link #steer} has to be called next even if nothing happens; monotonic milliseconds, MAX_VALUE for never. */
    public long deadline() {
        if (intent.decree().isEmpty()) {
            return Long.MAX_VALUE;
        }
        long next = intent.down() ? Long.MAX_VALUE : Math.min(intent.replaceAtMillis(), nextAttemptMillis);
        for (Worker worker : staff.all()) {
            next = Math.min(next, worker.deadline(policy()));
        }
        return next;
    }

    /** What readers may see of it. */
    public VassalView view() {
        return Portrait.of(this, state, reason, since, intent, staff, listeners, throttle, tally);
    }
}
