package org.liege.vassal;

/** What is counted of one vassal since its file appeared. */
final class Tally {
    private int generation;
    private int starts;
    private int restarts;
    private boolean fresh = true;
    private VassalView.ExitView lastExit;

    /** Workers are being started; {@code newGeneration}: none was alive. */
    void starting(boolean newGeneration) {
        if (newGeneration) {
            generation++;
        }
        starts++;
        if (!fresh) {
            restarts++;
        }
        fresh = false;
    }

    /** The operator starts what he had stopped: that is no restart. */
    void freshStart(boolean wasStopped) {
        fresh |= wasStopped;
    }

    void adoptedGeneration(int adopted) {
        generation = Math.max(generation, adopted);
        fresh = false;
    }

    void exited(int pid, Exit exit, Moment at) {
        lastExit = new VassalView.ExitView(pid, at, exit.code(), exit.signal(), exit.oomKilled());
    }

    void remembered(Memory memory) {
        generation = Math.max(generation, memory.serving());
        starts = memory.starts();
        restarts = memory.restarts();
        lastExit = memory.lastExit();
        fresh &= starts == 0;
    }

    int generation() {
        return generation;
    }

    int starts() {
        return starts;
    }

    int restarts() {
        return restarts;
    }

    VassalView.ExitView lastExit() {
        return lastExit;
    }
}
