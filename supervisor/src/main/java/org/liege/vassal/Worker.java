package org.liege.vassal;

/** One process of a vassal, from the wish to spawn it until nothing is left of its tree. */
final class Worker {
    /** How often KILL is repeated on a process that does not go (one in uninterruptible sleep). */
    private static final long KILL_AGAIN_MILLIS = 1_000;

    /** Between noticing a worker's silence and calling it hung. */
    static final long HEARING_MILLIS = 250;

    final int serial;
    final int generation;
    final int slot;
    final Decree decree;

    private int pid;
    private long startTicks;
    private Moment spawnedAt;
    private boolean probed;
    private boolean adopted;
    private boolean retired;
    private String hungBecause;
    private Moment heardAt;
    private Moment silentSince;
    private String reloadSignal;
    private boolean provenNoted;
    private Moment conditionAt;
    private Moment readyAt;
    private Moment stopAskedAt;
    private Moment signalledAt;
    private Moment killedAt;
    private String killReason;
    private boolean overdue;
    private boolean exited;
    private boolean sweepAsked;

    /** {@code decree}: what it is started by; its stop signal and readiness hold for its whole life. */
    Worker(int serial, int generation, int slot, Decree decree) {
        this.serial = serial;
        this.generation = generation;
        this.slot = slot;
        this.decree = decree;
    }

    boolean is(int otherPid, long otherTicks) {
        return pid == otherPid && startTicks == otherTicks && spawnedAt != null;
    }

    void spawned(int newPid, long newTicks, Moment now) {
        pid = newPid;
        startTicks = newTicks;
        spawnedAt = now;
    }

    /** Taken over from an earlier master; one that was ready then still is, whatever the delay. */
    static Worker adopted(Memory.Worker recorded, Moment now) {
        Worker worker = new Worker(recorded.serial(), recorded.generation(), recorded.slot(), recorded.decree());
        worker.spawned(recorded.pid(), recorded.startTicks(), now);
        worker.adopted = true;
        if (recorded.ready()) {
            worker.conditionAt = now;
            worker.readyAt = now;
        }
        if (recorded.ending()) {
            worker.retire(now);
        }
        return worker;
    }

    Memory.Worker memory() {
        return new Memory.Worker(
                serial, generation, slot, pid, startTicks, spawnedAt, readyAt != null, stopping(), decree);
    }

    void conditionMet(Moment now) {
        if (conditionAt == null) {
            conditionAt = now;
        }
    }

    /** Ready once the condition has held for the delay. True when it became so by this call. */
    boolean ripen(Policy policy, Moment now) {
        if (readyAt != null || conditionAt == null || exited || stopping()
                || now.millisSince(conditionAt) < policy.readyDelayMillis()) {
            return false;
        }
        readyAt = now;
        return true;
    }

    /** Ends it gently. */
    void askStop(Moment now) {
        if (stopAskedAt == null) {
            stopAskedAt = now;
        }
    }

    /** Ends it gently; another takes its slot meanwhile. */
    void retire(Moment now) {
        retired = true;
        askStop(now);
    }

    /** It is alive and does not answer: it is replaced. */
    void hangs(String why, Moment now) {
        hungBecause = why;
        retire(now);
    }

    /** It says that it is well. */
    void heartbeat(Moment now) {
        heardAt = now;
        silentSince = null;
    }

    /** It is sent that signal as soon as it is ready, and reloads by itself. */
    void askReload(String signal) {
        reloadSignal = signal;
    }

    /** Ends it now; {@code reason} explains the failed start. */
    void condemn(String reason) {
        overdue = true;
        killReason = reason;
    }

    void exited() {
        exited = true;
    }

    /** The next thing to do to it, or null. To be called until it answers null. */
    Action next(Policy policy, Moment now) {
        if (spawnedAt == null) {
            return null;
        }
        if (exited) {
            return sweep();
        }
        if (overdue) {
            return kill(now, killReason);
        }
        if (stopAskedAt != null) {
            return stop(policy, now);
        }
        if (reloadSignal != null && readyAt != null) {
            String signal = reloadSignal;
            reloadSignal = null;
            return new Action.Signal(pid, startTicks, signal, "reload");
        }
        if (!probed && readyAt == null) {
            probed = true;
            return new Action.Probe(pid, startTicks, generation, slot, decree);
        }
        return null;
    }

    private Action sweep() {
        if (sweepAsked) {
            return null;
        }
        sweepAsked = true;
        return new Action.Sweep(pid, startTicks);
    }

    private Action stop(Policy policy, Moment now) {
        if (signalledAt == null) {
            signalledAt = now;
            return new Action.Signal(pid, startTicks, decree.execution().stopSignal(),
                    hungBecause == null ? "stop" : "it hung: " + hungBecause);
        }
        if (killedAt != null || now.millisSince(signalledAt) >= policy.stopTimeoutMillis()) {
            return kill(now, "did not end within " + Millis.words(policy.stopTimeoutMillis()));
        }
        return null;
    }

    private Action kill(Moment now, String why) {
        if (killedAt != null && now.millisSince(killedAt) < KILL_AGAIN_MILLIS) {
            return null;
        }
        killedAt = now;
        return new Action.KillTree(pid, startTicks, why);
    }

    /** When {@link #next} or {@link #ripen} has to be asked again, in monotonic milliseconds; MAX_VALUE for never. */
    long deadline(Policy policy) {
        if (spawnedAt == null || exited) {
            return Long.MAX_VALUE;
        }
        if (killedAt != null) {
            return killedAt.monotonicMillis() + KILL_AGAIN_MILLIS;
        }
        if (stopAskedAt != null) {
            return signalledAt == null
                    ? stopAskedAt.monotonicMillis()
                    : signalledAt.monotonicMillis() + policy.stopTimeoutMillis();
        }
        if (readyAt != null) {
            long proven = provenNoted ? Long.MAX_VALUE : readyAt.monotonicMillis() + Throttle.PROVEN_AFTER_MILLIS;
            return Math.min(proven, watchdogDeadline(watchdogMillis(policy)));
        }
        return conditionAt == null
                ? spawnedAt.monotonicMillis() + policy.startTimeoutMillis()
                : conditionAt.monotonicMillis() + policy.readyDelayMillis();
    }

    /**
     * Whether it has been silent for longer than the watchdog allows. A silence is noted first and judged {@link
     * #HEARING_MILLIS} later, so that a master which was itself held up first hears what has been said meanwhile.
     */
    boolean silent(Policy policy, Moment now) {
        long watchdogMillis = watchdogMillis(policy);
        if (watchdogMillis == 0 || readyAt == null || exited || stopping()
                || now.millisSince(lastHeard()) < watchdogMillis) {
            silentSince = null;
            return false;
        }
        if (silentSince == null) {
            silentSince = now;
        }
        return now.monotonicMillis() >= judgedAtMillis(watchdogMillis);
    }

    /** Not before it has been silent for so long under the watchdog in force, which an edit may have lengthened. */
    private long judgedAtMillis(long watchdogMillis) {
        return HEARING_MILLIS
                + Math.max(silentSince.monotonicMillis(), lastHeard().monotonicMillis() + watchdogMillis);
    }

    /** The longest silence allowed, as it was told when it was started; 0: any, as where a newer file asks for no watchdog. */
    long watchdogMillis(Policy policy) {
        long told = decree.policy().liveness().watchdogMillis();
        long wanted = policy.liveness().watchdogMillis();
        return wanted == 0 ? 0 : told;
    }

    private long watchdogDeadline(long watchdogMillis) {
        if (watchdogMillis == 0) {
            return Long.MAX_VALUE;
        }
        return silentSince == null
                ? lastHeard().monotonicMillis() + watchdogMillis
                : judgedAtMillis(watchdogMillis);
    }

    private Moment lastHeard() {
        return heardAt != null && heardAt.monotonicMillis() > readyAt.monotonicMillis() ? heardAt : readyAt;
    }

    boolean late(Policy policy, Moment now) {
        return spawnedAt != null && conditionAt == null && !exited && !overdue && stopAskedAt == null
                && now.millisSince(spawnedAt) >= policy.startTimeoutMillis();
    }

    /** True once, when it has proven itself. */
    boolean provesItself(Moment now) {
        if (provenNoted || exited || stopping() || !proven(now)) {
            return false;
        }
        provenNoted = true;
        return true;
    }

    boolean provenNoted() {
        return provenNoted;
    }

    boolean proven(Moment now) {
        return readyAt != null && now.millisSince(readyAt) >= Throttle.PROVEN_AFTER_MILLIS;
    }

    /** Spawn asked for or process there, and not known to have ended. */
    boolean alive() {
        return !exited;
    }

    boolean hasProcess() {
        return spawnedAt != null && !exited;
    }

    boolean ready() {
        return readyAt != null && !exited && hungBecause == null;
    }

    /** Neither ready nor ended, nor given up: it counts at the start gate. */
    boolean starting() {
        return readyAt == null && !exited && !retired;
    }

    /** Whether its slot is another's. */
    boolean retired() {
        return retired;
    }

    boolean stopAsked() {
        return stopAskedAt != null;
    }

    boolean stopping() {
        return stopAskedAt != null || overdue;
    }

    boolean condemned() {
        return overdue;
    }

    boolean adoptedFromBefore() {
        return adopted;
    }

    String killReason() {
        return killReason;
    }

    int pid() {
        return pid;
    }

    long startTicks() {
        return startTicks;
    }

    Moment spawnedAt() {
        return spawnedAt;
    }

    Moment readyAt() {
        return readyAt;
    }
}
