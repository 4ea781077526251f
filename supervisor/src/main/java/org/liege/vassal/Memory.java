package org.liege.vassal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What must survive the master of one vassal: whom it has started, or is about to, and what was counted. Monotonic times
 * hold for one boot of the machine only.
 *
 * @param name the vassal's name
 * @param serving the generation that serves, or is the only one; 0 before the first
 * @param lastGeneration the highest number that any generation has had
 * @param lastSerial the highest number that any worker has had
 * @param serves what the serving generation was started by; empty before the first
 * @param starts as in {@link VassalView}
 * @param restarts as in {@link VassalView}
 * @param lastExit how the latest worker ended, or null
 * @param setback failed starts of the serving generation
 * @param rollSetback failed starts of generations that were to replace it
 * @param workers everyone asked for and not known to have ended
 * @param sockets the listeners as they were last known; inode 0 while closed
 */
public record Memory(
        String name,
        int serving,
        int lastGeneration,
        int lastSerial,
        Optional<Decree> serves,
        int starts,
        int restarts,
        VassalView.ExitView lastExit,
        Setback setback,
        Setback rollSetback,
        List<Worker> workers,
        List<VassalView.SocketView> sockets) {
    public Memory {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(serves, "serves");
        Objects.requireNonNull(setback, "setback");
        Objects.requireNonNull(rollSetback, "rollSetback");
        workers = List.copyOf(workers);
        sockets = List.copyOf(sockets);
    }

    /** Whatever the serving generation or any of the workers was started by, each once; that of the serving one first. */
    public Set<Decree> decrees() {
        Set<Decree> decrees = new LinkedHashSet<>();
        serves.ifPresent(decrees::add);
        workers.forEach(worker -> decrees.add(worker.decree()));
        return decrees;
    }

    /**
     * Failed starts in a row, and when the next try is due (null: at once).
     *
     * @param failures failed starts that the app is to blame for
     * @param shortages failed starts for want of something of the machine's
     * @param verdict whether the failures have led to the verdict {@code failed}
     */
    public record Setback(int failures, int shortages, boolean verdict, Moment retryAt) {
        /** Nothing has failed. */
        public static final Setback NONE = new Setback(0, 0, false, null);
    }

    /**
     * One worker.
     *
     * @param serial its number among all workers of the vassal
     * @param pid 0 while the spawn was asked for and its result is not known
     * @param startTicks field 22 of /proc/PID/stat; 0 with pid 0
     * @param spawnedAt null with pid 0
     * @param ending it was asked to end
     * @param decree what it is started by
     */
    public record Worker(
            int serial,
            int generation,
            int slot,
            int pid,
            long startTicks,
            Moment spawnedAt,
            boolean ready,
            boolean ending,
            Decree decree) {
        public Worker {
            Objects.requireNonNull(decree, "decree");
        }

        /** The same worker with the process that was found for it. */
        public Worker found(int foundPid, long foundTicks, Moment foundSpawnedAt) {
            return new Worker(serial, generation, slot, foundPid, foundTicks, foundSpawnedAt, ready, ending, decree);
        }
    }
}
