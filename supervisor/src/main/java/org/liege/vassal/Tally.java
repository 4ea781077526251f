package org.liege.vassal;

/** What is counted of one vassal since its file appeared. */
final class Tally {
    private int starts;
    private int restarts;
    private boolean fresh = true;
    private VassalView.ExitView lastExit;

    /** Workers are being started. */
    void starting() {
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

    /** A worker of an earlier master serves on. */
    void adopted() {
        fresh = false;
    }

    void exited(int pid, Exit exit, Moment at) {
        lastExit = new VassalView.ExitView(pid, at, exit.code(), exit.signal(), exit.oomKilled());
    }

    void remembered(Memory memory) {
        starts = memory.starts();
        restarts = memory.restarts();
        lastExit = memory.lastExit();
        fresh &= starts == 0;
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
