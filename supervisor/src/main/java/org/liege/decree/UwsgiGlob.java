package org.liege.decree;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * glob(3) as uWSGI calls it, with GLOB_MARK and GLOB_NOCHECK: {@code * ? [..]} within one name, never a leading dot,
 * names in the order of their bytes, a slash behind directories, and the pattern itself when nothing matches. Raw text.
 */
final class UwsgiGlob {
    private static final Pattern PART = Pattern.compile("([^/]*)(/+|$)");

    private final UwsgiWorld world;

    UwsgiGlob(UwsgiWorld world) {
        this.world = world;
    }

    List<String> expand(String pattern) throws BadValue {
        List<String> found = List.of("");
        Matcher parts = PART.matcher(pattern);
        while (parts.find() && !parts.group().isEmpty()) {
            found = descend(found, parts.group(1), parts.group(2));
        }
        List<String> marked = new ArrayList<>();
        for (String path : found) {
            marked.add(world.isDirectory(place(path)) && !path.endsWith("/") ? path + "/" : path);
        }
        marked.sort(null);
        return marked.isEmpty() || pattern.isEmpty() ? List.of(pattern) : marked;
    }

    /** @param slashes what stands behind the name in the pattern, kept as it is */
    private List<String> descend(List<String> from, String name, String slashes) throws BadValue {
        List<String> found = new ArrayList<>();
        for (String start : from) {
            if (name.matches(".*[*?\\[\\\\].*")) {
                for (String entry : world.list(place(start))) {
                    if (matches(RawText.of(entry), name)) {
                        found.add(start + RawText.of(entry) + slashes);
                    }
                }
            } else if (exists(start + name)) {
                found.add(start + name + slashes);
            }
            if (found.size() > Limits.OPTIONS) {
                throw new BadValue("matches more than " + Limits.OPTIONS + " names");
            }
        }
        return found;
    }

    private boolean exists(String path) throws BadValue {
        Path place = place(path);
        return world.isFile(place) || world.isDirectory(place) || world.isReadable(place) || world.isLink(place);
    }

    private Path place(String path) throws BadValue {
        try {
            return world.workingDirectory().resolve(RawText.decode(path));
        } catch (InvalidPathException e) {
            throw new BadValue("needs a path, not " + Quoted.text(RawText.show(path)));
        }
    }

    private static boolean matches(String name, String pattern) {
        return (!name.startsWith(".") || pattern.startsWith(".")) && matches(name, pattern, 0);
    }

    /** Goes back to the last star only, so that no pattern takes longer than name times pattern. */
    private static boolean matches(String name, String pattern, int start) {
        int at = 0;
        int from = start;
        int star = -1;
        int resumed = 0;
        while (at < name.length()) {
            int next = from < pattern.length() ? one(name.charAt(at), pattern, from) : -1;
            if (from < pattern.length() && pattern.charAt(from) == '*') {
                star = from++;
                resumed = at;
            } else if (next > 0) {
                at++;
                from = next;
            } else if (star >= 0) {
                from = star + 1;
                at = ++resumed;
            } else {
                return false;
            }
        }
        while (from < pattern.length() && pattern.charAt(from) == '*') {
            from++;
        }
        return from == pattern.length();
    }

    /** Where the pattern goes on behind what matched one character; -1 when it did not. */
    private static int one(char c, String pattern, int from) {
        if (pattern.charAt(from) == '[' && from + 2 < pattern.length()) {
            int end = pattern.indexOf(']', from + (isNegated(pattern, from) ? 3 : 2));
            if (end > 0) {
                return inClass(c, pattern, from, end) ? end + 1 : -1;
            }
        }
        int literal = pattern.charAt(from) == '\\' && from + 1 < pattern.length() ? from + 1 : from;
        boolean same = pattern.charAt(from) == '?' || pattern.charAt(literal) == c;
        return same ? literal + 1 : -1;
    }

    private static boolean isNegated(String pattern, int from) {
        return pattern.charAt(from + 1) == '!' || pattern.charAt(from + 1) == '^';
    }

    private static boolean inClass(char c, String pattern, int from, int end) {
        boolean negated = isNegated(pattern, from);
        boolean found = false;
        int i = from + (negated ? 2 : 1);
        while (i < end) {
            boolean range = i + 2 < end && pattern.charAt(i + 1) == '-';
            char last = range ? pattern.charAt(i + 2) : pattern.charAt(i);
            found |= c >= pattern.charAt(i) && c <= last;
            i += range ? 3 : 1;
        }
        return found != negated;
    }
}
