package org.liege.decree;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole numbers, decimal or octal, within bounds. */
final class NumberText {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{1,3}");

    private static final Pattern LEADING = Pattern.compile("[ \\t\\n\\x0B\\f\\r]*([+-]?[0-9]+)");

    private NumberText() {}

    static long parse(String text, long least, long most) throws BadValue {
        if (DECIMAL.matcher(text).matches()) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new BadValue("needs a whole number from " + least + " to " + most + ", not " + Quoted.text(text));
    }

    static int parseInt(String text, int least, int most) throws BadValue {
        return (int) parse(text, least, most);
    }

    /** Permission bits as chmod(1) writes them, such as {@code 660}. */
    static int parseMode(String text) throws BadValue {
        if (!OCTAL.matcher(text).matches()) {
            throw new BadValue("needs an octal number from 000 to 777, not " + Quoted.text(text));
        }
        return Integer.parseInt(text, 8);
    }

    /** What strtoll(3) makes of a text: blanks, a sign and the digits at its start; 0 without digits. */
    static long leading(String text) {
        Matcher number = LEADING.matcher(text);
        if (!number.lookingAt()) {
            return 0;
        }
        BigInteger whole = new BigInteger(number.group(1).replace("+", ""));
        return whole.max(BigInteger.valueOf(Long.MIN_VALUE)).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
