package org.liege.vassal;

import java.util.Locale;

/** Durations in words. */
final class Millis {
    private Millis() {}

    /** {@code 412 ms}, {@code 3.5 s}, {@code 2 min}. */
    static String words(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 120_000) {
            return millis % 1_000 == 0 ? millis / 1_000 + " s" : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return millis / 60_000 + " min";
    }
}
