package org.liege.emperor;

import org.liege.vassal.Moment;

/** Both clocks of the machine. */
final class Clocks {
    private Clocks() {}

    /** CLOCK_MONOTONIC (System.nanoTime on Linux) for policy, CLOCK_REALTIME for people. */
    static Moment now() {
        return new Moment(System.nanoTime() / 1_000_000, System.currentTimeMillis());
    }
}
