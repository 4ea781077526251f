package org.liege.vassal;

import java.util.Optional;

/**
 * Which generation of workers serves, and which is to replace it. The <em>serving</em> one is whatever was started last in
 * the ordinary way, or has taken over; a <em>candidate</em> starts beside it and takes over once it has proven itself.
 */
final class Generations {
    private static final String FAILED_EARLIER =
            "a newer generation failed under the previous master; the one before serves on";

    private int serving;
    private int last;
    private Decree serves;
    private int candidate;
    private Decree candidateDecree;

    private boolean wanted;
    private Moment wantedAt;
    private boolean hopeless;
    private String failure = "";

    // --- the one that serves -------------------------------------------------------------------------------------

    /** A new incarnation starts in the ordinary way. One that is to be replaced soon keeps its number. */
    void startServing(Decree decree) {
        serving = wanted && serving != 0 ? serving : ++last;
        serves = decree;
    }

    /** What the serving generation was started by has changed in what applies to running workers. */
    void servesBy(Decree decree) {
        serves = decree;
    }

    int serving() {
        return serving;
    }

    int last() {
        return last;
    }

    Optional<Decree> serves() {
        return Optional.ofNullable(serves);
    }

    // --- the one to come -----------------------------------------------------------------------------------------

    /** The serving generation is to be replaced from {@code at} on. What is known of earlier tries no longer counts. */
    void want(Moment at) {
        if (!wanted || candidate != 0 || wantedAt == null || at.monotonicMillis() < wantedAt.monotonicMillis()) {
            wantedAt = at;
        }
        wanted = true;
        hopeless = false;
        failure = "";
    }

    /** Tries again at once if a try has failed. */
    void wantNow(Moment now) {
        if (wanted && candidate == 0) {
            wantedAt = now;
            hopeless = false;
        }
    }

    /** An earlier master's candidate has failed, and is to be tried again at {@code at}. */
    void wantAgain(Moment at) {
        want(at);
        failure = FAILED_EARLIER;
    }

    /** The candidate is given up, and another is started in its place. {@code failedEarlier}: it was not the first try. */
    void redo(Moment now, boolean failedEarlier) {
        wantedAt = now;
        failure = failedEarlier ? FAILED_EARLIER : failure;
    }

    boolean wanted() {
        return wanted;
    }

    /** Whether another is there, or will be, to take over. */
    boolean coming() {
        return wanted && !hopeless;
    }

    /** Nothing is to be replaced any more: what starts next starts in the ordinary way, as the file has it. */
    void cancel() {
        wanted = false;
        wantedAt = null;
        hopeless = false;
        failure = "";
        candidate = 0;
        candidateDecree = null;
    }

    /** When the next candidate may start, in monotonic milliseconds; MAX_VALUE while one is there, and for never. */
    long wantedAtMillis() {
        return wanted && !hopeless && wantedAt != null ? wantedAt.monotonicMillis() : Long.MAX_VALUE;
    }

    boolean due(Moment now) {
        return wantedAtMillis() <= now.monotonicMillis();
    }

    /** A candidate starts; its number. */
    int startCandidate(Decree decree) {
        candidate = ++last;
        candidateDecree = decree;
        wantedAt = null;
        return candidate;
    }

    boolean hasCandidate() {
        return candidate != 0;
    }

    boolean isCandidate(Worker worker) {
        return candidate != 0 && worker.generation == candidate;
    }

    Decree candidateDecree() {
        return candidateDecree;
    }

    /** The candidate is given up for a newer one. */
    void dropCandidate() {
        candidate = 0;
        candidateDecree = null;
    }

    /** The candidate has failed; the next may start at {@code retryAt}, null for never. */
    void candidateFailed(String why, Moment retryAt) {
        failure = "generation " + candidate + " failed: " + why + "; the one before serves on";
        dropCandidate();
        wantedAt = retryAt;
        hopeless = retryAt == null;
    }

    /** A try of what is wanted has failed, and it is not known to be mended. */
    boolean failedBefore() {
        return !failure.isEmpty();
    }

    /** Why the latest candidate failed; empty when none has. */
    String failure() {
        return failure;
    }

    /** The candidate takes over. An edit made since it started still waits for its turn. */
    void takeOver() {
        Moment pending = wantedAt;
        serving = candidate;
        serves = candidateDecree;
        cancel();
        if (pending != null) {
            want(pending);
        }
    }

    // --- after the master's death --------------------------------------------------------------------------------

    void remembered(Memory memory) {
        serving = memory.serving();
        last = Math.max(last, memory.lastGeneration());
        serves = memory.serves().orElse(null);
    }

    /** A survivor of that generation was found. */
    void adopted(Memory.Worker recorded) {
        last = Math.max(last, recorded.generation());
        if (serving == 0 || serves == null) {
            serving = recorded.generation();
            serves = recorded.decree();
        } else if (recorded.generation() > Math.max(serving, candidate) && !recorded.ending()) {
            candidate = recorded.generation();
            candidateDecree = recorded.decree();
            wanted = true;
            wantedAt = null;
        }
    }
}
