package org.liege.decree;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * uWSGI's conditions and loops ({@code core/config.c}): one stands at a time, and each option until its end is added
 * never, once or often, with {@code %(_)} replaced. Their words are taken as they stand in the file, before any
 * {@code $(NAME)} or {@code %(key)} is resolved. Raw text.
 */
final class UwsgiLogic {
    static final Set<String> ENDS = Set.of("end", "endfor", "endif", "end-if", "end-for");
    private static final Map<String, String> ALIASES = Map.of(
            "ifenv", "if-env", "ifexists", "if-exists", "ifplugin", "if-plugin", "ifdir", "if-dir", "if-directory",
            "if-dir");
    private static final Set<String> WORDS = Set.of(
            "for", "for-glob", "for-times", "for-readline", "if-opt", "if-not-opt", "if-env", "if-not-env",
            "if-reload", "if-not-reload", "if-hostname", "if-not-hostname", "if-hostname-match",
            "if-not-hostname-match", "if-exists", "if-not-exists", "if-plugin", "if-not-plugin", "if-file",
            "if-not-file", "if-dir", "if-not-dir");

    private final UwsgiWorld world;
    private final Function<String, String> options;

    /** @param options the first value of an option read so far, or null */
    UwsgiLogic(UwsgiWorld world, Function<String, String> options) {
        this.world = world;
        this.options = options;
    }

    static boolean isLogic(String key) {
        return WORDS.contains(key) || ALIASES.containsKey(key);
    }

    /**
     * The values with which an option within the block is added.
     *
     * @return empty when only uWSGI itself can tell
     */
    Optional<List<String>> values(IniEntry block, String value) throws BadValue {
        String word = ALIASES.getOrDefault(block.key(), block.key());
        String argument = block.value();
        if (!RawText.isKnown(argument)) {
            return Optional.empty();
        }
        return switch (word) {
            case "for" -> Optional.of(each(words(argument), value));
            case "for-glob" -> Optional.of(each(new UwsgiGlob(world).expand(argument), value));
            case "for-times" -> Optional.of(each(times(argument), value));
            case "for-readline" -> Optional.of(each(lines(argument), value));
            case "if-plugin", "if-not-plugin" -> Optional.empty();
            case "if-hostname-match", "if-not-hostname-match" -> matchHost(argument, word.startsWith("if-not-"), value);
            default -> Optional.of(decide(word, argument, value));
        };
    }

    private static List<String> each(List<String> words, String value) {
        return words.stream().map(word -> value.replace("%(_)", word)).toList();
    }

    /** As strtok(3) splits: empty words are none. */
    private static List<String> words(String argument) {
        return Stream.of(argument.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    private static List<String> times(String argument) throws BadValue {
        long count = NumberText.leading(argument);
        if (count > Limits.OPTIONS) {
            throw new BadValue("repeats an option more than " + Limits.OPTIONS + " times");
        }
        List<String> words = new ArrayList<>();
        for (long i = 1; i <= count; i++) {
            words.add(Long.toString(i));
        }
        return words;
    }

    private List<String> lines(String argument) throws BadValue {
        return UwsgiReadLine.lines(world, path(argument));
    }

    private Optional<List<String>> matchHost(String pattern, boolean negated, String value) {
        try {
            boolean found = Pattern.compile(pattern).matcher(RawText.of(world.hostName())).find();
            return Optional.of(found != negated ? List.of(value.replace("%(_)", pattern)) : List.of());
        } catch (PatternSyntaxException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private List<String> decide(String word, String argument, String value) throws BadValue {
        boolean negated = word.startsWith("if-not-");
        String question = word.substring(negated ? 7 : 3);
        if (question.equals("opt") || question.equals("env")) {
            return decideValue(question, argument, negated, value);
        }
        boolean answer = switch (question) {
            case "reload" -> false;
            case "hostname" -> RawText.of(world.hostName()).equals(argument);
            case "exists" -> isPath(argument) && world.isReadable(path(argument));
            case "file" -> isPath(argument) && world.isFile(path(argument));
            case "dir" -> isPath(argument) && world.isDirectory(path(argument));
            default -> throw new IllegalStateException("unknown condition " + word);
        };
        String filled = question.equals("reload") ? value : value.replace("%(_)", argument);
        return answer != negated ? List.of(filled) : List.of();
    }

    /** {@code NAME} asks whether there is one, {@code NAME=text} what it is. */
    private List<String> decideValue(String question, String argument, boolean negated, String value)
            throws BadValue {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        String found = question.equals("opt") ? options.apply(name) : world.variable(name);
        if (found != null && !RawText.isKnown(found)) {
            throw new BadValue("asks for " + Quoted.text(RawText.show(name)) + ", which only uWSGI itself can know");
        }
        boolean holds = found != null && (equals < 0 || found.equals(argument.substring(equals + 1)));
        if (holds == negated) {
            return List.of();
        }
        return List.of(found == null ? value : value.replace("%(_)", found));
    }

    private static boolean isPath(String text) {
        return !text.isEmpty();
    }

    private Path path(String text) throws BadValue {
        try {
            return world.workingDirectory().resolve(RawText.decode(text));
        } catch (InvalidPathException e) {
            throw new BadValue("needs a path, not " + Quoted.text(RawText.show(text)));
        }
    }
}
