package org.liege.vassal;

/** What all parts of one vassal's policy share: its books, and why it is as it is. */
final class Affairs {
    final String name;
    final StateLog log;
    final Throttle throttle;
    final Listeners listeners = new Listeners();
    final Staff staff = new Staff();
    final Intent intent = new Intent();
    final Tally tally = new Tally();
    final Admission admission = new Admission();

    private Reason reason = Reason.of(Cause.DECREED);
    /** What went wrong last, since the last worker that proved itself; empty when nothing did. */
    private String trouble = "";
    private int lastSerial;

    Affairs(String name, long seed, StateLog log) {
        this.name = name;
        this.log = log;
        this.throttle = new Throttle(seed);
    }

    int nextSerial() {
        return ++lastSerial;
    }

    void remembered(Memory memory) {
        lastSerial = Math.max(lastSerial, memory.lastSerial());
        tally.remembered(memory);
        throttle.remembered(memory.setback());
    }

    void adopted(Memory.Worker recorded) {
        lastSerial = Math.max(lastSerial, recorded.serial());
        tally.adoptedGeneration(recorded.generation());
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

    void startFailed(Moment now) {
        throttle.failed(now, policy());
        admission.startFailed();
    }

    void replaceWorkers(Moment at) {
        if (!staff.isEmpty()) {
            intent.replace(at);
        }
    }
}
