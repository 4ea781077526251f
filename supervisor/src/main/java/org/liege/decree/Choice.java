package org.liege.decree;

import java.util.List;

/** Values that come from a closed list of words. */
final class Choice {
    private Choice() {}

    /**
     * Checks that the text is one of the words.
     *
     * @param later words that the design has and this version does not
     */
    static String parse(String text, List<String> words, List<String> later) throws BadValue {
        if (words.contains(text)) {
            return text;
        }
        if (later.contains(text)) {
            throw new BadValue("does not support " + Quoted.text(text) + " in this version; it takes " + either(words));
        }
        throw new BadValue("needs " + either(words) + ", not " + Quoted.text(text));
    }

    /** As uWSGI, a key that stands alone is switched on. */
    static boolean parseSwitch(String text) throws BadValue {
        return switch (text) {
            case "", "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new BadValue("needs true or false, not " + Quoted.text(text));
        };
    }

    private static String either(List<String> words) {
        if (words.size() == 1) {
            return "'" + words.get(0) + "'";
        }
        List<String> quoted = words.stream().map(word -> "'" + word + "'").toList();
        int last = quoted.size() - 1;
        return String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
    }
}
