package org.liege.simulation.invariants;

import org.liege.vassal.Decree;
import org.liege.vassal.Policy;

/** One worker as facts and orders have told of it. */
final class WorkerRecord {
    /** From noticing a silence to calling it hung; written down here once more on purpose. */
    static final long HEARING_MILLIS = 250;

    final int serial;
    final int generation;
    final int slot;
    final Decree decree;

    int pid;
    long startTicks;
    /** Whether the process was told of; before that there is only the order to spawn it. */
    boolean told;
    long toldAtMillis;
    boolean adopted;
    long conditionAtMillis = Long.MAX_VALUE;
    long readyAtMillis = Long.MAX_VALUE;
    boolean provenSeen;
    /** When it last said that it is well; readiness counts as such. */
    long heardAtMillis;
    /** It may count as hung: its own word, its silence, or the vassal's failed health checks. */
    boolean hung;
    /** Its slot is another's, or nobody's any more: it has to be asked to end as soon as that is possible. */
    boolean givenUp;
    long reloadedAtMillis = Long.MIN_VALUE / 2;
    /** By which edit it runs: that of its start, or of its latest reload. */
    int revision;
    boolean asked;
    long askedAtMillis;
    boolean killed;
    long killedAtMillis;
    boolean exited;
    boolean swept;
    /** Something happened since its spawn was ordered that may have made it unwanted before it was there. */
    boolean doubtful;
    /** Its file was removed in its lifetime: its end is no failure, even if it came before the signal. */
    boolean unwanted;

    WorkerRecord(int serial, int generation, int slot, Decree decree) {
        this.serial = serial;
        this.generation = generation;
        this.slot = slot;
        this.decree = decree;
        this.revision = VassalRecord.revision(decree);
    }

    boolean is(int otherPid, long otherTicks) {
        return told && pid == otherPid && startTicks == otherTicks;
    }

    boolean alive() {
        return !exited;
    }

    /** Alive, and nobody has asked it to end. */
    boolean wanted() {
        return !exited && !asked && !killed;
    }

    boolean ready() {
        return readyAtMillis != Long.MAX_VALUE;
    }

    /** Ready for so long that it is proven. */
    boolean proven(long nowMillis) {
        return ready() && nowMillis - readyAtMillis >= Entry.PROVEN_MILLIS;
    }

    /** Whether it has been silent for so long that it hangs. It says that it is well as often as it was told when started. */
    boolean silent(Policy policy, long nowMillis) {
        long told = decree.policy().liveness().watchdogMillis();
        long wanted = policy.liveness().watchdogMillis();
        return ready() && told > 0 && wanted > 0
                && nowMillis - Math.max(heardAtMillis, readyAtMillis) >= told + HEARING_MILLIS;
    }

    /** Wanted, not ready, and started by this master. */
    boolean starting() {
        return wanted() && !givenUp && !ready() && !adopted;
    }

    @Override
    public String toString() {
        return "worker " + pid + "@" + startTicks + " (serial " + serial + ", generation " + generation + ", slot "
                + slot + ")";
    }
}
