package org.liege.decree;

import java.util.function.Function;

/**
 * A {@code %(...)} with blanks in it: keys and numbers, joined or reckoned with from left to right
 * ({@code core/config.c}, uwsgi_manage_placeholder). {@code %(processes + 1)}. Raw text.
 */
final class UwsgiSum {
    private UwsgiSum() {}

    /** @param values the value of a key, or null; null comes back when there is nothing between the blanks */
    static String of(String text, Function<String, String> values) {
        String result = null;
        char operator = ' ';
        for (String word : text.split(" ")) {
            if (word.isEmpty()) {
                continue;
            }
            switch (word) {
                case "+", "-", "*", "/" -> operator = word.charAt(0);
                case "++", "--" -> {
                    result = result == null ? null : step(result, word.equals("++") ? 1 : -1);
                    operator = ' ';
                }
                default -> {
                    result = join(result, operator, valueOf(word, values));
                    operator = ' ';
                }
            }
        }
        return result;
    }

    private static String valueOf(String word, Function<String, String> values) {
        if (word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return word;
        }
        String value = values.apply(word);
        return value == null ? "" : value;
    }

    private static String step(String value, int by) {
        return RawText.isKnown(value) ? Long.toString(NumberText.leading(value) + by) : value;
    }

    private static String join(String left, char operator, String right) {
        String first = left == null ? "" : left;
        if (operator == ' ' || !RawText.isKnown(first + right)) {
            return first + right;
        }
        long a = NumberText.leading(first);
        long b = NumberText.leading(right);
        return Long.toString(switch (operator) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            default -> b == 0 ? 0 : a / b;
        });
    }
}
