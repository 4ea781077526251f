package org.liege.cli;

import java.time.Instant;

/** How long ago, in the two largest units that fit: {@code 3d 4h}, {@code 11m 4s}, {@code 0s}. */
final class Age {
    private static final long[] SECONDS = {86_400, 3600, 60, 1};
    private static final String UNITS = "dhms";

    private Age() {}

    /** The same for short times, which are told in milliseconds. */
    static String fine(Instant earlier, Instant later) {
        long millis = later.toEpochMilli() - earlier.toEpochMilli();
        return millis < 10_000 ? Math.max(0, millis) + " ms" : between(earlier, later);
    }

    static String between(Instant earlier, Instant later) {
        if (earlier == null || later == null) {
            return "-";
        }
        long left = Math.max(0, (later.toEpochMilli() - earlier.toEpochMilli()) / 1000);
        StringBuilder out = new StringBuilder();
        int shown = 0;
        for (int i = 0; i < SECONDS.length && shown < 2; i++) {
            long count = left / SECONDS[i];
            left %= SECONDS[i];
            boolean last = i == SECONDS.length - 1;
            if (count > 0 || shown > 0 || last) {
                out.append(shown > 0 ? " " : "").append(count).append(UNITS.charAt(i));
                shown++;
            }
        }
        return out.toString();
    }
}
