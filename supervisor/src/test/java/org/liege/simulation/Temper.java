package org.liege.simulation;

import org.liege.vassal.Decree;

/** How an app behaves; written as the second word of its command, so that the kernel can tell it from the decree. */
enum Temper {
    /** Gets ready and serves until it is asked to end. */
    HEALTHY,
    /** Like it, but while the storm lasts it may die at any time, hang at its start, or be late. */
    FLAKY,
    /** Healthy, but ignores the stop signal. */
    STUBBORN,
    /** Gets ready, and while the storm lasts it hangs some time later: it serves nobody, and says nothing. */
    HANGING,
    /** Dies before it is ready, always. */
    HOPELESS,
    /** Never gets ready. */
    MUTE,
    /** Gets ready, and exits with code 0 some time later. */
    BRIEF;

    static Temper of(Decree decree) {
        return valueOf(decree.execution().command().get(1));
    }

    /** Whether it has to run in the end, once nothing disturbs it. */
    boolean runsInTheEnd() {
        return this == HEALTHY || this == FLAKY || this == STUBBORN || this == HANGING;
    }
}
