package org.liege.vassal;

import java.util.List;
import java.util.Optional;

/** What all parts of one vassal's policy share: its books, and why it is as it is. */
final class Affairs {
    final String name;
    final StateLog log;
    final Throttle throttle;
    /** Delays the generations that are to replace the one that serves. */
    final Throttle rollThrottle;
    final Generations generations = new Generations();
    final Listeners listeners = new Listeners();
    final Staff staff = new Staff();
    final Intent intent = new Intent();
    final Tally tally = new Tally();
    final Admission admission = new Admission();
    final Health health = new Health();
    final Gauge gauge = new Gauge();
    final Slumber slumber = new Slumber();

    private Reason reason = Reason.of(Cause.DECREED);
    /** What went wrong last, since the last worker that proved itself; empty when nothing did. */
    private String trouble = "";
    private int lastSerial;

    Affairs(String name, long seed, StateLog log) {
        this.name = name;
        this.log = log;
        this.throttle = new Throttle(seed);
        this.rollThrottle = new Throttle(~seed);
    }

    int nextSerial() {
        return ++lastSerial;
    }

    void remembered(Memory memory) {
        lastSerial = Math.max(lastSerial, memory.lastSerial());
        tally.remembered(memory);
        generations.remembered(memory);
        listeners.remembered(memory.sockets());
        throttle.remembered(memory.setback());
        rollThrottle.remembered(memory.rollSetback());
        if (throttle.failing()) {
            // Somebody had come, and its tries go on.
            slumber.wake();
        }
    }

    void adopted(Memory.Worker recorded) {
        lastSerial = Math.max(lastSerial, recorded.serial());
        generations.adopted(recorded);
        tally.adopted();
    }

    int lastSerial() {
        return lastSerial;
    }

    /** The policy in force; there is one as soon as there are workers. */
    Policy policy() {
        return intent.decree().orElseThrow().policy();
    }

    int processes() {
        return intent.decree().map(Decree::processes).orElse(0);
    }

    Reason reason() {
        return reason;
    }

    void because(Cause cause, String words) {
        reason = new Reason(cause, words);
    }

    /** Why it is down is not overwritten by what will matter only when it is up again. */
    void becauseUnlessDown(Cause cause, String words) {
        if (!intent.orderedDown()) {
            because(cause, words);
        }
    }

    void troubled(Cause cause, String words) {
        trouble = words;
        becauseUnlessDown(cause, words);
    }

    String trouble() {
        return trouble;
    }

    void forgetTrouble() {
        trouble = "";
    }

    /** A worker has proven itself, or is as good as proven. */
    void proven() {
        throttle.proven();
        forgetTrouble();
    }

    /** A worker of the serving generation failed to start. What is not to be had either is no refuge any more. */
    void startFailed(Moment now) {
        throttle.failed(now, policy());
        admission.startFailed();
        if (throttle.verdictFailed() && !generations.hasCandidate() && !staff.any(this::serves)) {
            cancelRoll();
        }
    }

    /** A new incarnation starts in the ordinary way. One that starts by the file as it is now has nothing to reload. */
    void startServing(Decree decree) {
        generations.startServing(decree);
        if (!generations.wanted()) {
            intent.forgetSignal();
        }
    }

    /** The next start is not to come sooner than after a first failure, although none is counted. */
    void pause(Moment now) {
        throttle.notBefore(now.plusMillis(policy().throttleMillis()));
    }

    /** Whether it belongs to the generation that serves, and holds its slot. */
    boolean serves(Worker worker) {
        return worker.alive() && !worker.retired() && worker.generation == generations.serving();
    }

    /** What the serving generation is (re)started by: the file, or what was good before it while that has failed. */
    Decree ordinaryDecree() {
        Decree wanted = intent.decree().orElseThrow();
        return generations.wanted() ? generations.serves().orElse(wanted) : wanted;
    }

    /** Whether it is to be a socket and nothing else until somebody comes. */
    boolean asleep() {
        return intent.decree().filter(decree -> decree.policy().start() == Start.DEMAND).isPresent()
                && !slumber.awake();
    }

    /** Slots of the serving generation that lack a worker and may be given one now. */
    List<Integer> missing() {
        boolean superseded = generations.wanted() && !generations.hasCandidate() && !generations.failedBefore();
        if (intent.decree().isEmpty() || intent.replacing() || superseded || asleep()) {
            return List.of();
        }
        return staff.missing(ordinaryDecree().processes(), this::serves);
    }

    /** Whether there is something to try, now or once the throttle lets it: also a sleeper has to listen. */
    boolean lacks() {
        return !missing().isEmpty() || asleep() && !listeners.open();
    }

    /** Whether no slot of the serving generation will be given a worker again. */
    boolean allFinished() {
        return staff.allFinished(ordinaryDecree().processes());
    }

    /** The workers are to be as the file has it now, in the way that it asks for. {@code sameProcess}: executed alike. */
    void renew(boolean sameProcess, Moment at) {
        if (staff.isEmpty()) {
            cancelRoll();
            return;
        }
        Reload way = policy().reload();
        // A uWSGI that reloads in place does so because two would fight over an address.
        boolean alone = !(way instanceof Reload.Signal && sameProcess)
                && (way instanceof Reload.Signal && ordinaryDecree().kind().equals("uwsgi")
                        || boundByWorkers(intent.decree())
                        || boundByWorkers(generations.serves()));
        if (way instanceof Reload.Restart || alone) {
            replaceWorkers(at);
        } else if (way instanceof Reload.Signal && sameProcess && !generations.wanted()) {
            intent.signal(at);
        } else {
            rollThrottle.reset();
            generations.want(at);
        }
    }

    /** What an earlier master had to run instead of a file that did not work out is run again. */
    void inherit(Decree file, Moment now) {
        boolean other = generations.serves().filter(good -> Change.between(good, file) == Change.NEW_WORKERS
                && !good.digest().equals(file.digest())).isPresent();
        if (other && rollThrottle.failing()) {
            tryAgainLater(now);
        }
    }

    /** A newer generation has failed under an earlier master: its delay holds, and whoever serves is not ended for it. */
    void tryAgainLater(Moment now) {
        Moment retryAt = rollThrottle.retryAt();
        generations.wantAgain(retryAt == null ? now : retryAt);
    }

    /** What starts next starts in the ordinary way, as the file has it. */
    void cancelRoll() {
        generations.cancel();
        rollThrottle.reset();
    }

    private static boolean boundByWorkers(Optional<Decree> decree) {
        return decree.filter(Decree::boundByWorkers).isPresent();
    }

    /** Every worker has to end before the first new one starts. */
    void replaceWorkers(Moment at) {
        cancelRoll();
        if (!staff.isEmpty()) {
            intent.replace(at);
        }
    }
}
