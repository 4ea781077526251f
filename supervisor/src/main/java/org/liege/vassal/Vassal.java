package org.liege.vassal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state machine of one vassal: {@link #observe} writes facts down, {@link #steer} decides what to do about them.
 * Neither touches the world, so (facts, times, seed) decide everything. What its processes do is judged from the facts
 * by {@link Transitions}; the only place that assigns the word is {@link #settle}.
 *
 * <p>Not thread-safe: owned by the loop.
 */
public final class Vassal {
    private final Affairs affairs;
    private final Intent intent;
    private final Staff staff;
    private final Listeners listeners;
    private final Throttle throttle;
    private final Chancery chancery;
    private final Bailiff bailiff;

    private State state = State.IDLE;
    private Moment since;
    private Reason settledReason;
    private boolean waiting;
    private long nextAttemptMillis = Long.MAX_VALUE;
    private boolean gone;

    /** A vassal of which nothing is known yet. {@code seed} decides its jitter. */
    public Vassal(String name, long seed, Moment now, StateLog log) {
        affairs = new Affairs(name, seed, log);
        intent = affairs.intent;
        staff = affairs.staff;
        listeners = affairs.listeners;
        throttle = affairs.throttle;
        chancery = new Chancery(affairs);
        bailiff = new Bailiff(affairs);
        since = now;
    }

    /** Writes one fact down. */
    public void observe(Fact fact, Moment now) {
        if (!chancery.observe(fact, now)) {
            bailiff.observe(fact, now);
        }
    }

    // --- policy ----------------------------------------------------------------------------------------------

    /** Decides what to do now, and settles; to be called after facts were observed and at {@link #deadline}. */
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
                tend(worker, actions, now);
            }
        } else if (intent.leaving()) {
            gone = true;
        }
        affairs.admission.keepWhile(staff.anyStarting(), !intent.down() && !intent.replacing() && attemptPending(now));
        return actions;
    }

    private void tend(Worker worker, List<Action> actions, Moment now) {
        Policy policy = affairs.policy();
        for (Action next = worker.next(policy, now); next != null; next = worker.next(policy, now)) {
            actions.add(next);
        }
    }

    /** One that ended badly and is not to be restarted has failed, too; the operator's stop outweighs both. */
    private boolean verdictFailed() {
        if (intent.orderedDown()) {
            return false;
        }
        return intent.finishedForGood() ? !intent.finishedClean() : throttle.verdictFailed();
    }

    private boolean attemptPending(Moment now) {
        return throttle.due(now) && !staff.missing(affairs.processes()).isEmpty();
    }

    /** What has become true by the passing of time. */
    private void review(Moment now) {
        for (Worker worker : staff.all()) {
            if (worker.ripen(affairs.policy(), now)) {
                affairs.because(Cause.READY, "ready after " + Millis.words(now.millisSince(worker.spawnedAt())));
            }
            if (worker.late(affairs.policy(), now)) {
                worker.condemn("not ready within " + Millis.words(affairs.policy().startTimeoutMillis()));
            }
            if (worker.provesItself(now)) {
                affairs.proven();
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
        int processes = affairs.processes();
        staff.askStop(worker -> worker.slot >= processes, now);
        List<Integer> missing = intent.replacing() ? List.of() : staff.missing(processes);
        boolean due = throttle.due(now);
        if (!due && (!missing.isEmpty() || !listeners.open())) {
            nextAttemptMillis = throttle.retryAt().monotonicMillis();
        }
        if (throttle.verdictFailed() && staff.isEmpty() && !(due && affairs.admission.mayStart())) {
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
        if (!affairs.admission.mayStart()) {
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
        affairs.tally.starting(!staff.anyAlive());
        throttle.tried();
        if (!throttle.verdictFailed()) {
            String trouble = affairs.trouble();
            affairs.because(Cause.SPAWNED, trouble.isEmpty() ? "starting" : "starting again; last time: " + trouble);
        }
        for (int slot : slots) {
            Worker worker = new Worker(affairs.nextSerial(), affairs.tally.generation(), slot, decree);
            staff.hire(worker);
            actions.add(new Action.Spawn(worker.serial, worker.generation, slot, decree));
        }
    }

    // --- the word ------------------------------------------------------------------------------------------------

    /** The one door for a change of state. */
    public void settle(Moment now) {
        Reason reason = affairs.reason();
        State next = Transitions.judge(new Transitions.Facts(
                intent.orderedDown() || intent.replacementUnderWay() || intent.finishedForGood() && staff.anyAlive(),
                !staff.isEmpty(),
                intent.down() && intent.decree().isPresent() || intent.stopped(),
                verdictFailed(),
                throttle.retryAt() != null && throttle.failing() && !staff.missing(affairs.processes()).isEmpty(),
                staff.anyAlive(),
                staff.anyReady(),
                intent.decree().isPresent()));
        if (next == state && reason.equals(settledReason)) {
            return;
        }
        if (next != state && !Transitions.allowed(state, next)) {
            affairs.log.impossible(affairs.name,
                    "it went from " + state.word() + " to " + next.word() + " because " + reason.words());
        }
        State from = state;
        if (next != state) {
            since = now;
        }
        state = next;
        settledReason = reason;
        affairs.log.moved(affairs.name, from, next, reason, now);
    }

    // --- what the realm asks -------------------------------------------------------------------------------------

    public String name() {
        return affairs.name;
    }

    /** Whether it wants to start and lacks only the start gate's leave. */
    public boolean waitingAtGate() {
        return waiting;
    }

    /** The start gate lets it in: the next {@link #steer} may spawn. */
    public void admit() {
        affairs.admission.granted();
    }

    /** Whether it holds a place at the start gate. */
    public boolean atGate() {
        return affairs.admission.holdsPlace();
    }

    /** How it queues at the start gate. */
    public GateClass gateClass() {
        if (throttle.failing()) {
            return GateClass.FAILING;
        }
        return affairs.tally.generation() > 0 ? GateClass.PROVEN : GateClass.FRESH;
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
        return affairs.tally.generation();
    }

    /** When {@link #steer} has to be called next even if nothing happens; monotonic ms, MAX_VALUE for never. */
    public long deadline() {
        if (intent.decree().isEmpty()) {
            return Long.MAX_VALUE;
        }
        long next = intent.down() ? Long.MAX_VALUE : Math.min(intent.replaceAtMillis(), nextAttemptMillis);
        for (Worker worker : staff.all()) {
            next = Math.min(next, worker.deadline(affairs.policy()));
        }
        return next;
    }

    /** What must survive the master. */
    public Memory memory() {
        return Keepsake.of(affairs);
    }

    /** What readers may see of it. */
    public VassalView view() {
        return Portrait.of(affairs, state, since);
    }
}
