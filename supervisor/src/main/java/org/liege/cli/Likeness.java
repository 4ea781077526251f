package org.liege.cli;

import java.util.List;
import java.util.Map;

/** Which known names a mistyped one may have meant. */
final class Likeness {
    private static final int LONGEST = 100;

    private Likeness() {}

    /** The nearest first: those that contain it, or it them, and those few edits away; at most so many. */
    static List<String> nearest(String name, List<String> known, int most) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return List.of();
        }
        int bound = Math.max(2, name.length() / 3);
        return known.stream()
                .map(other -> Map.entry(other, distance(name, other)))
                .filter(pair -> pair.getValue() <= bound)
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int distance(String name, String other) {
        boolean within = name.length() > 2 && (other.contains(name) || other.length() > 2 && name.contains(other));
        return within && !name.equals(other) ? 1 : edits(name, other);
    }

    /** Levenshtein's distance, by two rows. */
    static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
