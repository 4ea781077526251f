package org.liege.sandbox;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;

/**
 * A thread that has given up new privileges for good (prctl(2), PR_SET_NO_NEW_PRIVS, which is a thread's own and passes to
 * its children), so that what it spawns has given them up, too. That spares the chain an exec of {@code setpriv}, some
 * 0.8 ms of each start. It is a thread apart because the daemon itself must stay as it is: children without the oath, and
 * whatever it executes in its own place later, may need setuid programs.
 */
final class SwornThread {
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "sworn");
        thread.setDaemon(true);
        return thread;
    });

    private SwornThread() {}

    /**
     * The answer of {@code call}, made by that thread. Blocks until it is there.
     *
     * @param call answers 0 or an errno
     * @throws KernelException when the kernel takes no oath (none since Linux 3.5 refuses)
     */
    static int call(IntSupplier call) throws KernelException {
        Answer answer = CompletableFuture.supplyAsync(() -> swearAndCall(call), THREAD).join();
        if (answer.refusal() != 0) {
            throw new KernelException("give up", "new privileges", answer.refusal());
        }
        return answer.result();
    }

    private record Answer(int refusal, int result) {}

    /** Once more each time: it costs less than remembering, and holds also for a thread that replaces one which died. */
    private static Answer swearAndCall(IntSupplier call) {
        if (Native.C.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) {
            return new Answer(Native.errno(), 0);
        }
        return new Answer(0, call.getAsInt());
    }
}
