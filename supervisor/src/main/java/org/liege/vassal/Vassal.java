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
    private final Hiring hiring;
    private final Rollout rollout;

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
        hiring = new Hiring(affairs);
        rollout = new Rollout(affairs, hiring);
        bailiff = new Bailiff(affairs, rollout);
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
        if (intent.orderedDown() || intent.decree().isEmpty()) {
            return false;
        }
        return intent.finishedForGood() ? !intent.finishedClean() : throttle.verdictFailed();
    }

    private boolean attemptPending(Moment now) {
        return rollout.due(now) || throttle.due(now) && affairs.lacks();
    }

    /** What has become true by the passing of time. */
    private void review(Moment now) {
        rollout.dismiss(now);
        for (Worker worker : staff.all()) {
            review(worker, affairs.policy(), now);
        }
        rollout.review(now);
        if (affairs.gauge.review(affairs.policy().overload(), now)) {
            Cause cause = affairs.gauge.overloaded() ? Cause.OVERLOADED : Cause.RELIEVED;
            affairs.becauseUnlessDown(cause, cause.phrase());
        }
    }

    private void review(Worker worker, Policy policy, Moment now) {
        boolean candidate = affairs.generations.isCandidate(worker);
        boolean ripe = worker.ripen(policy, now);
        if (ripe) {
            affairs.tally.booted(now.millisSince(worker.spawnedAt()));
        }
        if (ripe && !candidate) {
            affairs.becauseUnlessDown(Cause.READY, "ready after " + Millis.words(now.millisSince(worker.spawnedAt())));
        }
        if (worker.late(policy, now)) {
            worker.condemn("not ready within " + Millis.words(policy.startTimeoutMillis()));
        }
        if (worker.silent(policy, now)) {
            bailiff.hung(worker, "no WATCHDOG=1 within " + Millis.words(worker.watchdogMillis(policy)), now);
        }
        if (worker.provesItself(now) && !candidate) {
            affairs.proven();
        }
    }

    private void lower(List<Action> actions, Moment now) {
        if (affairs.generations.wanted()) {
            // Whoever starts it again before all have ended must not get a mixture of generations.
            affairs.replaceWorkers(now);
        }
        staff.askStop(worker -> true, now);
        if (intent.leaving()) {
            leave(actions);
        } else if (staff.isEmpty() && shut()) {
            actions.add(new Action.Shed());
        }
    }

    /** True when there was something to close. */
    private boolean shut() {
        affairs.gauge.clear();
        affairs.slumber.lost();
        return listeners.close();
    }

    /** The paths go first, so that nobody new comes; then who was served may end in peace. */
    private void leave(List<Action> actions) {
        if (intent.unlinkOnce()) {
            shut();
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
        tell(now);
        int processes = affairs.ordinaryDecree().processes();
        staff.askStop(worker -> affairs.serves(worker) && worker.slot >= processes, now);
        List<Integer> missing = affairs.missing();
        boolean due = throttle.due(now);
        if (!due && (!missing.isEmpty() || !listeners.open())) {
            nextAttemptMillis = throttle.retryAt().monotonicMillis();
        }
        if (throttle.verdictFailed() && staff.isEmpty() && !(due && affairs.admission.mayStart())) {
            if (shut()) {
                actions.add(new Action.Shed());
            }
            waiting = due;
            return;
        }
        if (due || listeners.open()) {
            listen(actions);
        }
        if (due && !missing.isEmpty()) {
            startMissing(missing, actions);
        }
        if (affairs.asleep() && listeners.open() && affairs.slumber.watchOnce()) {
            actions.add(new Action.AwaitCall());
        }
        roll(actions, now);
        if (due && missing.isEmpty() && !affairs.missing().isEmpty()) {
            startMissing(affairs.missing(), actions);
        }
        affairs.health.due(intent.decree().orElseThrow(), staff.any(this::servesReady), now).ifPresent(actions::add);
    }

    private boolean servesReady(Worker worker) {
        return affairs.serves(worker) && worker.ready() && !worker.stopping();
    }

    /** Workers that reload by themselves are told to; but what a later edit wants reloaded otherwise, is. */
    private void tell(Moment now) {
        if (!intent.signalDue(now)) {
            return;
        }
        if (affairs.policy().reload() instanceof Reload.Signal way) {
            staff.all().stream().filter(affairs::serves).forEach(worker -> worker.askReload(way.signal()));
            if (!affairs.generations.wanted()) {
                affairs.generations.servesBy(intent.decree().orElseThrow());
            }
        } else if (!affairs.generations.wanted()) {
            // The way was changed before the edit that waits for its second could act.
            affairs.renew(true, now);
        }
    }

    private void startMissing(List<Integer> missing, List<Action> actions) {
        if (!affairs.admission.mayStart()) {
            waiting = true;
        } else if (listeners.open() && hiring.room(missing.size())) {
            spawn(missing, actions);
        }
    }

    private void roll(List<Action> actions, Moment now) {
        if (intent.replacing()) {
            return;
        }
        waiting |= rollout.start(actions, now);
        if (!rollout.due(now)) {
            nextAttemptMillis = Math.min(nextAttemptMillis, rollout.dueAtMillis());
        }
    }

    private void listen(List<Action> actions) {
        Decree decree = intent.decree().orElseThrow();
        boolean othersServe = affairs.generations.wanted()
                && affairs.generations.serves().filter(old -> !Change.samePlaces(old.sockets(), decree.sockets()))
                        .isPresent();
        Action.Listen listen = listeners.ensure(decree, othersServe);
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

    private void spawn(List<Integer> slots, List<Action> actions) {
        Decree decree = affairs.ordinaryDecree();
        if (!staff.any(affairs::serves)) {
            affairs.startServing(decree);
        }
        throttle.tried();
        affairs.slumber.wake();
        if (!throttle.verdictFailed()) {
            String trouble = affairs.trouble();
            affairs.because(Cause.SPAWNED, trouble.isEmpty() ? "starting" : "starting again; last time: " + trouble);
        }
        hiring.spawn(affairs.generations.serving(), slots, decree, actions);
    }

    // --- the word ------------------------------------------------------------------------------------------------

    /** The one door for a change of state. */
    public void settle(Moment now) {
        Reason reason = affairs.reason();
        State next = Transitions.judge(new Transitions.Facts(
                intent.orderedDown() || intent.replacementUnderWay() || winding(),
                !staff.isEmpty(),
                intent.down() && intent.decree().isPresent() || intent.stopped(),
                verdictFailed(),
                throttle.retryAt() != null && throttle.failing() && affairs.lacks(),
                staff.any(worker -> worker.alive() && !worker.retired() || worker.ready()),
                staff.anyReady(),
                affairs.generations.hasCandidate(),
                affairs.gauge.overloaded(),
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

    /** Whether the last of it is ending, and nothing new comes unless somebody does. */
    private boolean winding() {
        return (intent.finishedForGood() || affairs.asleep()) && staff.anyAlive();
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
        return affairs.generations.serving() > 0 ? GateClass.PROVEN : GateClass.FRESH;
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
        return affairs.generations.serving();
    }

    /** Whether its workers reload by themselves, so that their generation stays. */
    public boolean reloadsBySignal() {
        return intent.decree().filter(decree -> decree.policy().reload() instanceof Reload.Signal).isPresent();
    }

    /** When {@link #steer} has to be called next even if nothing happens; monotonic ms, MAX_VALUE for never. */
    public long deadline() {
        if (intent.decree().isEmpty()) {
            return Long.MAX_VALUE;
        }
        // Who is served to the end may tell of less load, whatever the rest waits for.
        long next = Math.min(
                affairs.gauge.deadline(affairs.policy().overload()), intent.down() ? Long.MAX_VALUE : soonest());
        for (Worker worker : staff.all()) {
            next = Math.min(next, worker.deadline(affairs.policy()));
        }
        return next;
    }

    private long soonest() {
        return Math.min(
                Math.min(intent.replaceAtMillis(), nextAttemptMillis),
                Math.min(intent.signalAtMillis(), affairs.health.deadline()));
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
