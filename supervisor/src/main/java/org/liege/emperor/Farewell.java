package org.liege.emperor;

import java.util.concurrent.TimeUnit;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ProbeSocket;

/**
 * How a connection of ours takes leave of an app: it says that nothing more comes, and reads what the app may want to answer. A
 * simple one would die of EPIPE if the other side had just gone. No step blocks.
 */
final class Farewell {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_READS = 16;

    private final ProbeSocket socket;
    private final long sinceNanos;

    /** Says that nothing more comes. */
    Farewell(ProbeSocket socket, long nowNanos) {
        this.socket = socket;
        this.sinceNanos = nowNanos;
        socket.shutdownOutput();
    }

    /** Reads on until the app has closed, too, at most five seconds; true when that is done. */
    boolean over(long nowNanos) {
        return drained() || nowNanos - sinceNanos > LONGEST_NANOS;
    }

    private boolean drained() {
        byte[] bytes = new byte[ProbeSocket.MOST_BYTES];
        try {
            int count = socket.read(bytes);
            for (int turns = 1; count > 0 && turns < MOST_READS; turns++) {
                count = socket.read(bytes);
            }
            return count < 0;
        } catch (KernelException gone) {
            return true;
        }
    }
}
