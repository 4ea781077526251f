package org.liege.simulation.invariants;

/** Whether one vassal was called since it last fell asleep; of meaning only while its file says that it starts on demand. */
final class Sleep {
    private enum Status {
        AWAKE,
        /** It has done its work; whether a newer generation is still to come cannot be told from here. */
        UNSURE,
        ASLEEP
    }

    private Status status = Status.ASLEEP;
    private long sinceMillis;
    private boolean quiet;
    private boolean wokenSinceQuiet;

    boolean asleep() {
        return status == Status.ASLEEP;
    }

    boolean awake() {
        return status == Status.AWAKE;
    }

    long sinceMillis() {
        return sinceMillis;
    }

    /** Somebody has come, or it was started for another reason. */
    void wake() {
        status = Status.AWAKE;
        wokenSinceQuiet = true;
    }

    void fall(long nowMillis) {
        status = Status.ASLEEP;
        sinceMillis = nowMillis;
    }

    void fallPerhaps(long nowMillis) {
        status = Status.UNSURE;
        sinceMillis = nowMillis;
    }

    /** It was told, in this turn, that nobody has needed it for long enough: it may be stopped for that. */
    void quiet() {
        quiet = true;
        wokenSinceQuiet = false;
    }

    boolean mayDoze() {
        return quiet;
    }

    /** It was stopped for that. Who has come after the news was told wakes it at once. */
    void dozed(long nowMillis) {
        sinceMillis = nowMillis;
        status = wokenSinceQuiet ? Status.AWAKE : Status.ASLEEP;
    }

    void turned() {
        quiet = false;
    }
}
