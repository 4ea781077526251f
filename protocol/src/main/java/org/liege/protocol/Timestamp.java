package org.liege.protocol;

import java.time.Instant;

/**
 * The protocol's only form of time: RFC 3339 in UTC with exactly three digits of milliseconds, as in
 * {@code 2026-11-23T10:41:07.123Z}. Written by hand because {@code java.time.format} would cost the command line some
 * ten milliseconds at each start.
 */
public final class Timestamp {
    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final String SHAPE = "0000-00-00T00:00:00.000Z";
    private static final Instant EARLIEST = Instant.EPOCH;
    /** 9999-12-31T23:59:59.999Z; RFC 3339 has four digits for the year. */
    private static final Instant LATEST = Instant.ofEpochMilli(253_402_300_799_999L);

    private Timestamp() {}

    /** In that form; what lies outside the years 1970 to 9999 becomes the nearest that doesn't. */
    public static String format(Instant instant) {
        boolean early = instant.isBefore(EARLIEST);
        long millis = (early ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant).toEpochMilli();
        int ofDay = (int) (millis % MILLIS_PER_DAY);
        char[] out = SHAPE.toCharArray();
        putDate(out, millis / MILLIS_PER_DAY);
        put(out, 11, 2, ofDay / 3_600_000);
        put(out, 14, 2, ofDay / 60_000 % 60);
        put(out, 17, 2, ofDay / 1000 % 60);
        put(out, 20, 3, ofDay % 1000);
        return new String(out);
    }

    /** Reads that one form; throws {@link IllegalArgumentException} for any other text. */
    static Instant parse(String text) {
        requireShape(text);
        int month = number(text, 5, 2);
        int day = number(text, 8, 2);
        int hour = number(text, 11, 2);
        int minute = number(text, 14, 2);
        int second = number(text, 17, 2);
        if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) {
            throw new IllegalArgumentException("not a time: " + text);
        }
        long days = daysOf(number(text, 0, 4), month, day);
        long ofDay = ((hour * 60L + minute) * 60 + second) * 1000 + number(text, 20, 3);
        return Instant.ofEpochMilli(days * MILLIS_PER_DAY + ofDay);
    }

    /** Days to civil date, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms". */
    private static void putDate(char[] out, long epochDays) {
        long days = epochDays + 719_468;
        long era = days / 146_097;
        long ofEra = days - era * 146_097;
        long yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long marchMonth = (5 * ofYear + 2) / 153;
        long month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        put(out, 0, 4, (int) (yearOfEra + era * 400 + (month <= 2 ? 1 : 0)));
        put(out, 5, 2, (int) month);
        put(out, 8, 2, (int) (ofYear - (153 * marchMonth + 2) / 5 + 1));
    }

    private static long daysOf(int year, int month, int day) {
        long marchYear = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(marchYear, 400);
        long yearOfEra = marchYear - era * 400;
        long ofYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468;
    }

    private static void put(char[] out, int at, int digits, int value) {
        int rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            out[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int number(String text, int at, int digits) {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static void requireShape(String text) {
        boolean fits = text.length() == SHAPE.length();
        for (int i = 0; fits && i < SHAPE.length(); i++) {
            char want = SHAPE.charAt(i);
            char is = text.charAt(i);
            fits = want == '0' ? is >= '0' && is <= '9' : is == want;
        }
        if (!fits) {
            throw new IllegalArgumentException("not a time: " + text);
        }
    }
}
