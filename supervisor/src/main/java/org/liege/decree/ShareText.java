package org.liege.decree;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shares of something, in whole per cent: {@code 80%}. */
final class ShareText {
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3})%");

    private ShareText() {}

    /** @return per cent, {@code least} to 100 */
    static int parse(String text, int least) throws BadValue {
        Matcher share = SHARE.matcher(text);
        if (share.matches()) {
            int percent = Integer.parseInt(share.group(1));
            if (percent >= least && percent <= 100) {
                return percent;
            }
        }
        throw new BadValue("needs a share from " + least + "% to 100%, not " + Quoted.text(text));
    }
}
