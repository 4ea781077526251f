package org.liege.decree;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations such as {@code 250ms}, {@code 5s}, {@code 10m}, {@code 1h}, {@code 1d}; a plain number counts seconds. */
final class DurationText {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d|)");

    private DurationText() {}

    /** Milliseconds, from {@code leastMillis} to {@link Limits#DURATION_MILLIS}. */
    static long parse(String text, long leastMillis) throws BadValue {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new BadValue("needs a duration such as 250ms, 5s, 10m, 1h or 1d, not " + Quoted.text(text));
        }
        // At most 12 digits times 86,400,000 stays below 2^63.
        long millis = Long.parseLong(form.group(1)) * unitMillis(form.group(2));
        if (millis < leastMillis || millis > Limits.DURATION_MILLIS) {
            throw new BadValue("needs a duration from " + leastMillis + "ms to 30d, not " + Quoted.text(text));
        }
        return millis;
    }

    private static long unitMillis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 1000;
        };
    }
}
