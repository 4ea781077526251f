package org.liege.decree;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * uWSGI's placeholders (its {@code config_magic_table_fill}): {@code %n %s %p %d %c %%}, {@code %(key)} for the first
 * value of an earlier key, {@code $(ENV)}. Where uWSGI silently puts nothing (an unknown letter, key or variable) this
 * is a fault.
 */
final class Placeholders {
    private final Map<Character, String> letters;
    private final Map<String, String> environment;
    private final Map<String, String> earlier = new HashMap<>();

    Placeholders(VassalFile file, Map<String, String> environment) {
        this.environment = environment;
        Path directory = file.directory();
        String parent = directory.getFileName() == null ? "" : directory.getFileName().toString();
        letters = Map.of(
                '%', "%",
                'n', file.name(),
                's', file.path().getFileName().toString(),
                'p', file.path().toString(),
                'd', parent.isEmpty() ? "/" : directory + "/",
                'c', parent);
    }

    /** Makes a key's resolved value known to the keys after it; the first value of a key stays. */
    void remember(String key, String resolved) {
        earlier.putIfAbsent(key, resolved);
    }

    String resolve(String text) throws BadValue {
        if (text.indexOf('%') < 0 && text.indexOf("$(") < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            at = step(text, at, out);
            if (out.length() > Limits.VALUE_CHARS) {
                throw new BadValue(
                        "is longer than " + Limits.VALUE_CHARS + " characters once its placeholders are resolved");
            }
        }
        return out.toString();
    }

    private int step(String text, int at, StringBuilder out) throws BadValue {
        char c = text.charAt(at);
        char next = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
        if ((c == '%' || c == '$') && next == '(') {
            int end = text.indexOf(')', at);
            if (end < 0) {
                throw new BadValue("has a '" + c + "(' without its ')'");
            }
            String name = text.substring(at + 2, end);
            out.append(c == '%' ? ofKey(name) : ofEnvironment(name));
            return end + 1;
        }
        // At the very end nothing can be meant but a share, as in `overload-at = 80%`.
        if (c == '%' && at + 1 < text.length()) {
            out.append(ofLetter(next));
            return at + 2;
        }
        out.append(c);
        return at + 1;
    }

    private String ofLetter(char letter) throws BadValue {
        String value = letters.get(letter);
        if (value == null) {
            throw new BadValue("has the unknown placeholder " + Quoted.text("%" + letter) + "; write '%%' for a percent sign");
        }
        return value;
    }

    private String ofKey(String key) throws BadValue {
        String value = earlier.get(key);
        if (value == null) {
            throw new BadValue("uses " + Quoted.text("%(" + key + ")") + ", but no key of that name stands earlier");
        }
        return value;
    }

    private String ofEnvironment(String name) throws BadValue {
        String value = environment.get(name);
        if (value == null) {
            throw new BadValue("uses " + Quoted.text("$(" + name + ")")
                    + ", but the daemon's environment has no such variable");
        }
        return value;
    }
}
