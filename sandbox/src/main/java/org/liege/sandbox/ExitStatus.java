package org.liege.sandbox;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a process ended. Both empty: it has ended, but the kernel does not tell us how (not our child, and an old
 * kernel).
 *
 * @param code exit code 0-255, when it exited by itself
 * @param signal the signal that killed it, else
 * @param coreDumped whether the kernel wrote a core dump
 */
public record ExitStatus(OptionalInt code, OptionalInt signal, boolean coreDumped) {
    /** It has ended, that is all we know. */
    public static final ExitStatus UNKNOWN = new ExitStatus(OptionalInt.empty(), OptionalInt.empty(), false);

    public ExitStatus {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(signal, "signal");
        if (code.isPresent() && signal.isPresent()) {
            throw new IllegalArgumentException("both code " + code + " and signal " + signal);
        }
    }

    static ExitStatus exited(int code) {
        return new ExitStatus(OptionalInt.of(code), OptionalInt.empty(), false);
    }

    static ExitStatus killed(int signal, boolean coreDumped) {
        return new ExitStatus(OptionalInt.empty(), OptionalInt.of(signal), coreDumped);
    }

    /** From the status word of wait(2). */
    static ExitStatus ofWaitStatus(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? exited(status >> 8 & 0xff) : killed(signal, (status & 0x80) != 0);
    }
}
