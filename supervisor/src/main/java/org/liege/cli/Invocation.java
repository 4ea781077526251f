package org.liege.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line taken apart: the command, its words, its options. Options may stand before or after the command; a
 * value follows as the next word or after {@code =}; {@code --} ends the options. Which options there are depends on
 * the command.
 *
 * @param command empty when there is none
 * @param words what is neither option nor value, in order
 * @param options values by name without dashes, in order; a switch has the empty string
 */
record Invocation(String command, List<String> words, Map<String, List<String>> options) {
    private static final List<String> EVERYWHERE = List.of("run-dir", "config");
    private static final List<String> SWITCHES = List.of("help", "json", "version", "adopt-only");

    Invocation {
        words = List.copyOf(words);
        options = Map.copyOf(options);
    }

    static Invocation of(List<String> arguments) throws UsageFault {
        List<String> words = new ArrayList<>();
        Map<String, List<String>> options = new LinkedHashMap<>();
        boolean only = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (only || !argument.startsWith("-") || argument.equals("-")) {
                words.add(argument);
            } else if (argument.equals("--")) {
                only = true;
            } else {
                i += option(argument, i + 1 < arguments.size() ? arguments.get(i + 1) : null, options);
            }
        }
        if (words.isEmpty() && options.containsKey("version")) {
            options.remove("version");
            words.add("version");
        }
        String command = words.isEmpty() ? "" : words.remove(0);
        return new Invocation(command, words, options);
    }

    /** Takes one option; tells how many further arguments it used up. */
    private static int option(String argument, String next, Map<String, List<String>> options) throws UsageFault {
        if (argument.equals("-h")) {
            options.put("help", List.of(""));
            return 0;
        }
        if (!argument.startsWith("--")) {
            throw new UsageFault("unknown option '" + argument + "'; options begin with --");
        }
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
        if (SWITCHES.contains(name)) {
            if (equals >= 0) {
                throw new UsageFault("option --" + name + " takes no value");
            }
            options.put(name, List.of(""));
            return 0;
        }
        String value = equals < 0 ? next : argument.substring(equals + 1);
        if (value == null) {
            throw new UsageFault("option --" + name + " takes a value");
        }
        options.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        return equals < 0 ? 1 : 0;
    }

    boolean wantsHelp() {
        return options.containsKey("help");
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The value of an option that may be given once. */
    Optional<String> option(String name) throws UsageFault {
        List<String> values = options.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new UsageFault("option --" + name + " is given twice");
        }
        return values.stream().findFirst();
    }

    /** Refuses options that are none of these and not among those of every command. */
    void requireOptions(String... known) throws UsageFault {
        List<String> fine = new ArrayList<>(List.of(known));
        fine.addAll(EVERYWHERE);
        for (String name : options.keySet()) {
            if (!fine.contains(name)) {
                throw new UsageFault("'liege " + command + "' has no option --" + name + "; see 'liege " + command
                        + " --help'");
            }
        }
    }

    /** Refuses too few or too many words. */
    void requireWords(int atLeast, int atMost, String what) throws UsageFault {
        if (words.size() < atLeast) {
            throw new UsageFault("'liege " + command + "' takes " + what);
        }
        if (words.size() > atMost) {
            throw new UsageFault("'liege " + command + "' takes " + what + ", and then '" + words.get(atMost)
                    + "' is too much");
        }
    }
}
