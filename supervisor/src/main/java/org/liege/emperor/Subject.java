package org.liege.emperor;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.liege.sandbox.Confinement;
import org.liege.sandbox.NotifySocket;
import org.liege.sandbox.Pidfd;

/** A process that was spawned for a vassal, with what is held for it. */
final class Subject {
    final String vassal;
    final int pid;
    final long startTicks;
    final int uid;
    final Pidfd pidfd;
    final NotifySocket notify;
    final Path output;
    /** Size of the output file when it was spawned: what it wrote itself comes after. */
    final long outputStart;
    final Vitals vitals = new Vitals();

    /** Spawned by an earlier master. */
    final boolean adopted;

    private final Supplier<Confinement> confinement;
    private volatile boolean killed;
    private volatile boolean ended;
    private volatile long readyNanos;

    Subject(
            String vassal,
            Pidfd pidfd,
            long startTicks,
            int uid,
            NotifySocket notify,
            Supplier<Confinement> confinement,
            Path output,
            long outputStart,
            boolean adopted) {
        this.vassal = vassal;
        this.pid = pidfd.pid();
        this.pidfd = pidfd;
        this.startTicks = startTicks;
        this.uid = uid;
        this.notify = notify;
        this.confinement = confinement;
        this.output = output;
        this.outputStart = outputStart;
        this.adopted = adopted;
    }

    /** What it was started with; of one that an earlier master has started, as far as its decree tells. */
    Confinement confinement() {
        return confinement.get();
    }

    /** We have sent it KILL ourselves. */
    void markKilled() {
        killed = true;
    }

    boolean killedByUs() {
        return killed;
    }

    void markReady() {
        if (readyNanos == 0) {
            readyNanos = System.nanoTime() | 1;
        }
    }

    boolean isReady() {
        return readyNanos != 0;
    }

    /** Ready for so long that its end needs no explaining from its output. */
    boolean hasServed() {
        return readyNanos != 0 && System.nanoTime() - readyNanos > 1_000_000_000L;
    }

    /** Whether its end was taken note of. */
    boolean hasEnded() {
        return ended;
    }

    void markEnded() {
        ended = true;
    }

    /** Gives back what is held for it; after its end was taken note of. */
    void release() {
        pidfd.close();
        notify.close();
    }
}
