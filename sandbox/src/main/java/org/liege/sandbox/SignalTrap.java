package org.liege.sandbox;

import java.util.Objects;
import jnr.constants.platform.Signal;
import jnr.posix.util.SunMiscSignal;

/**
 * Signals sent to the daemon itself, taken by the virtual machine's own dispatcher: the handler runs as a Java thread, not in
 * the context of a signal. QUIT belongs to the virtual machine (thread dump), KILL and STOP to nobody.
 */
public final class SignalTrap {
    private SignalTrap() {}

    /**
     * Has {@code handler} called on each arrival, on a thread of the virtual machine's.
     *
     * @param nameWithoutSig {@code TERM}, {@code INT}, {@code HUP} or {@code USR2}
     * @throws IllegalArgumentException for a signal that can't be taken
     */
    public static void on(String nameWithoutSig, Runnable handler) {
        Objects.requireNonNull(handler, "handler");
        SunMiscSignal.signal(Signal.valueOf("SIG" + nameWithoutSig), number -> handler.run());
    }
}
