package org.liege.decree;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes such as {@code 10K}, {@code 64M}, {@code 2G} (powers of 1024), and {@code unlimited}. */
final class SizeText {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})([KMGT]?)");
    private static final long LARGEST = 1L << 50;

    private SizeText() {}

    /** Bytes, at most 1024 T; {@link Long#MAX_VALUE} for {@code unlimited}. */
    static long parse(String text) throws BadValue {
        if (text.equals("unlimited")) {
            return Long.MAX_VALUE;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new BadValue("needs a size such as 10K, 64M or 2G, or 'unlimited', not " + Quoted.text(text));
        }
        long number = Long.parseLong(form.group(1));
        long unit = 1L << (10 * " KMGT".indexOf(form.group(2).isEmpty() ? " " : form.group(2)));
        if (number > LARGEST / unit) {
            throw new BadValue("needs a size of at most 1024T, not " + Quoted.text(text));
        }
        return number * unit;
    }

    /** A count from {@code least} up, or {@code unlimited}. */
    static long parseCount(String text, long least, long most) throws BadValue {
        return text.equals("unlimited") ? Long.MAX_VALUE : NumberText.parse(text, least, most);
    }
}
