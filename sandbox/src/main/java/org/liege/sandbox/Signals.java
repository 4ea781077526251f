package org.liege.sandbox;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signal names and numbers, as on Linux x86-64 and aarch64 (signal(7)); real-time ones as the C library counts them.
 */
public final class Signals {
    /** The two that the daemon itself acts with. */
    public static final int TERM = 15;

    public static final int KILL = 9;
    /** The lowest real-time signal that is an application's: the C library keeps 32 and 33 for itself. */
    private static final int RTMIN = 34;

    private static final int RTMAX = 64;

    private static final Map<String, Integer> NUMBERS = new TreeMap<>(Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("TRAP", 5),
            Map.entry("ABRT", 6),
            Map.entry("BUS", 7),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("USR1", 10),
            Map.entry("SEGV", 11),
            Map.entry("USR2", 12),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15),
            Map.entry("STKFLT", 16),
            Map.entry("CHLD", 17),
            Map.entry("CONT", 18),
            Map.entry("STOP", 19),
            Map.entry("TSTP", 20),
            Map.entry("TTIN", 21),
            Map.entry("TTOU", 22),
            Map.entry("URG", 23),
            Map.entry("XCPU", 24),
            Map.entry("XFSZ", 25),
            Map.entry("VTALRM", 26),
            Map.entry("PROF", 27),
            Map.entry("WINCH", 28),
            Map.entry("IO", 29),
            Map.entry("PWR", 30),
            Map.entry("SYS", 31)));
    private static final Map<Integer, String> NAMES =
            NUMBERS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private Signals() {}

    /** By name without {@code SIG}, any case: {@code TERM}, {@code RTMIN+3}, {@code RTMAX-1}. */
    public static OptionalInt number(String nameWithoutSig) {
        String name = nameWithoutSig.toUpperCase(Locale.ROOT);
        Integer plain = NUMBERS.get(name);
        return plain != null ? OptionalInt.of(plain) : realTime(name);
    }

    private static OptionalInt realTime(String name) {
        if (name.equals("RTMIN") || name.equals("RTMAX")) {
            return OptionalInt.of(name.equals("RTMIN") ? RTMIN : RTMAX);
        }
        if (!name.matches("RTMIN\\+[0-9]{1,2}|RTMAX-[0-9]{1,2}")) {
            return OptionalInt.empty();
        }
        int distance = Integer.parseInt(name.substring(6));
        int number = name.startsWith("RTMIN") ? RTMIN + distance : RTMAX - distance;
        return number >= RTMIN && number <= RTMAX ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** Without {@code SIG}; the number as text when it has no name. */
    public static String name(int number) {
        if (number >= RTMIN && number <= RTMAX) {
            return number == RTMIN ? "RTMIN" : "RTMIN+" + (number - RTMIN);
        }
        return NAMES.getOrDefault(number, Integer.toString(number));
    }
}
