package org.liege.protocol;

import java.util.OptionalLong;

/**
 * Durations as vassal files write them: {@code 250ms}, {@code 5s}, {@code 10m}, {@code 1h}; a bare number is seconds.
 */
public final class Durations {
    /** More digits than any duration here can have. */
    private static final int MAX_DIGITS = 9;

    private Durations() {}

    /** In milliseconds; empty when the text is none. */
    public static OptionalLong millis(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        long unit = unitMillis(text.substring(digits));
        if (digits == 0 || digits > MAX_DIGITS || unit == 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text.substring(0, digits)) * unit);
    }

    private static long unitMillis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "", "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 0;
        };
    }
}
