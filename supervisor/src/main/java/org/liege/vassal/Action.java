package org.liege.vassal;

/** What policy wants done in the world for one vassal. Whoever performs it answers with {@link Fact}s. */
public sealed interface Action {
    /**
     * Make the listeners be as decreed: open what is missing, tune what is there, and remove what is no longer decreed, unless
     * {@code keepOthers}: an earlier generation still serves there.
     */
    record Listen(Decree decree, boolean keepOthers) implements Action {}

    /** Reset what is queued and refuse from now on; the paths stay. No answer. */
    record Shed() implements Action {}

    /** Close the listeners and remove their paths. No answer. */
    record Unlink() implements Action {}

    /** Start one worker; answered by Spawned or SpawnFailed with the same serial. */
    record Spawn(int serial, int generation, int slot, Decree decree) implements Action {}

    /** Watch for readiness; answered by Ready when (and if) it holds. */
    record Probe(int pid, long startTicks, int generation, int slot, Decree decree) implements Action {}

    /**
     * Ask the vassal over its first socket whether it is well; answered by Checked, after {@code timeoutMillis} at the latest. No
     * more than one is under way.
     */
    record CheckHealth(Readiness.Http request, long timeoutMillis, Decree decree) implements Action {}

    /** Send a signal to the worker itself. */
    record Signal(int pid, long startTicks, String signal, String why) implements Action {}

    /** KILL the worker and everything that descends from it. */
    record KillTree(int pid, long startTicks, String why) implements Action {}

    /** The worker ended: kill what it left behind; answered by Swept. */
    record Sweep(int pid, long startTicks) implements Action {}

    /** Nothing of the vassal is left; drop what is kept for it. No answer. */
    record Forget() implements Action {}
}
