package org.liege.vassal;

import java.util.List;
import java.util.Optional;

/** What is wanted of one vassal: its decree and the operator's orders. */
final class Intent {
    /** Edits act at once, but at most once in this time: a touch loop is no way round the backoff. */
    static final long EDIT_INTERVAL_MILLIS = 1_000;

    private Decree decree;
    private String file;
    private List<Fault> faults = List.of();
    private boolean withdrawn;
    private boolean unlinked;
    private boolean stopped;
    private boolean masterEnds;
    private boolean finished;
    private boolean finishedClean = true;
    private boolean replacing;
    private boolean replacementBegun;
    private Moment replaceAt;
    private Moment nextEditAt;
    private Moment deferredEditAt;
    private Moment signalAt;

    /** Takes a valid file in. True when the file had been removed and is back while old workers still end. */
    boolean decreed(Decree next) {
        boolean returned = withdrawn;
        decree = next;
        file = next.file();
        faults = List.of();
        withdrawn = false;
        unlinked = false;
        resume();
        return returned;
    }

    /** The decree in force; {@code lastGood} becomes it when no file was valid yet. */
    Decree orLastGood(Decree lastGood) {
        if (decree == null) {
            decree = lastGood;
            file = file == null ? lastGood.file() : file;
        }
        return decree;
    }

    void faulted(String faultyFile, List<Fault> found) {
        file = faultyFile;
        faults = found;
        withdrawn = false;
        unlinked = false;
    }

    void withdraw() {
        withdrawn = true;
    }

    /** A replacement under way stays one: a start in between must not put the new beside the old. */
    void stop() {
        stopped = true;
    }

    void masterEnds() {
        masterEnds = true;
    }

    void start() {
        stopped = false;
        resume();
    }

    /** What had finished may run again. */
    void resume() {
        finished = false;
        finishedClean = true;
    }

    /** A worker ended for good; {@code all}: it was the last one. */
    void finished(boolean clean, boolean all) {
        finishedClean &= clean;
        finished = all;
    }

    /** The moment at which an edit observed now may act. One that was put off counts when its time has come. */
    Moment editSlot(Moment now) {
        if (deferredEditAt != null && deferredEditAt.monotonicMillis() <= now.monotonicMillis()) {
            nextEditAt = deferredEditAt.plusMillis(EDIT_INTERVAL_MILLIS);
            deferredEditAt = null;
        }
        if (nextEditAt != null && nextEditAt.monotonicMillis() > now.monotonicMillis()) {
            deferredEditAt = nextEditAt;
            return nextEditAt;
        }
        nextEditAt = now.plusMillis(EDIT_INTERVAL_MILLIS);
        return now;
    }

    void replace(Moment at) {
        if (!replacing || replacementBegun || at.monotonicMillis() < replaceAt.monotonicMillis()) {
            replaceAt = at;
        }
        replacing = true;
        replacementBegun = false;
    }

    boolean replacementDue(Moment now) {
        return !replacementBegun && replaceAt.monotonicMillis() <= now.monotonicMillis();
    }

    void replacementBegun(Moment now) {
        replacementBegun = true;
        editBegun(now);
    }

    /** An edit acts now; the next may in a while. */
    void editBegun(Moment now) {
        nextEditAt = now.plusMillis(EDIT_INTERVAL_MILLIS);
        deferredEditAt = null;
    }

    /** The workers are to be told by a signal to reload, at {@code at}. */
    void signal(Moment at) {
        if (signalAt == null || at.monotonicMillis() < signalAt.monotonicMillis()) {
            signalAt = at;
        }
    }

    /** Nobody is left who would have to be told. */
    void forgetSignal() {
        signalAt = null;
    }

    /** True once when they are to be told now. */
    boolean signalDue(Moment now) {
        if (signalAt == null || signalAt.monotonicMillis() > now.monotonicMillis()) {
            return false;
        }
        signalAt = null;
        editBegun(now);
        return true;
    }

    /** Whether the workers are not yet as the decree has them: they are to be replaced, or to be told to reload. */
    boolean pending() {
        return replacing || signalAt != null;
    }

    long signalAtMillis() {
        return signalAt == null ? Long.MAX_VALUE : signalAt.monotonicMillis();
    }

    void replaced() {
        replacing = false;
        replacementBegun = false;
    }

    boolean replacing() {
        return replacing;
    }

    boolean replacementUnderWay() {
        return replacing && replacementBegun;
    }

    long replaceAtMillis() {
        return replacing && !replacementBegun ? replaceAt.monotonicMillis() : Long.MAX_VALUE;
    }

    /** True once for each withdrawal. */
    boolean unlinkOnce() {
        boolean first = !unlinked;
        unlinked = true;
        return first;
    }

    Optional<Decree> decree() {
        return Optional.ofNullable(decree);
    }

    String file() {
        return file;
    }

    List<Fault> faults() {
        return faults;
    }

    boolean withdrawn() {
        return withdrawn;
    }

    /** Whether its paths are to go, not only its processes. */
    boolean leaving() {
        return withdrawn || masterEnds;
    }

    boolean stopped() {
        return stopped;
    }

    boolean finishedForGood() {
        return finished;
    }

    boolean finishedClean() {
        return finishedClean;
    }

    /** Whether someone wants no worker to run, which outweighs that none needs to. */
    boolean orderedDown() {
        return withdrawn || masterEnds || stopped;
    }

    /** Whether no worker is to run. */
    boolean down() {
        return orderedDown() || finished || decree == null;
    }
}
