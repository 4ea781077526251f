package org.liege.decree;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.liege.vassal.State;

/** The hook, as far as it is known. */
final class HookDraft {
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final long LEAST_TIMEOUT_MILLIS = 100;
    private static final String ALL = "all";

    private String written = "";
    private List<String> command = List.of();
    private String timeout = "10s";
    private long timeoutMillis = TIMEOUT_MILLIS;
    private Set<State> on = EnumSet.allOf(State.class);

    void command(String text) throws BadValue {
        List<String> words = CommandWords.split(text);
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new BadValue("names no program");
        }
        if (!words.get(0).startsWith("/")) {
            throw new BadValue("needs the program's absolute path, not " + Quoted.text(words.get(0)));
        }
        if (text.indexOf('\0') >= 0) {
            throw new BadValue("holds a NUL character");
        }
        command = words;
        written = text;
    }

    void timeout(String text) throws BadValue {
        timeoutMillis = DurationText.parse(text, LEAST_TIMEOUT_MILLIS);
        timeout = text;
    }

    void on(String text) throws BadValue {
        Set<State> states = EnumSet.noneOf(State.class);
        for (String word : text.split(",", -1)) {
            if (word.strip().equals(ALL)) {
                states.addAll(EnumSet.allOf(State.class));
            } else {
                states.add(state(word.strip()));
            }
        }
        on = states;
    }

    private static State state(String word) throws BadValue {
        List<String> known = Arrays.stream(State.values()).map(State::word).toList();
        if (!known.contains(word)) {
            String hint = Nearest.of(word, known).map(near -> "; did you mean '" + near + "'?").orElse("");
            throw new BadValue("needs 'all' or states with commas between them (" + String.join(", ", known) + "), not "
                    + Quoted.text(word) + hint);
        }
        return State.valueOf(word.toUpperCase(Locale.ROOT));
    }

    HookDecree seal() {
        return new HookDecree(command, timeoutMillis, on);
    }

    String shownCommand() {
        return written.isEmpty() ? "none" : written;
    }

    String shownTimeout() {
        return timeout;
    }

    String shownOn() {
        return on.size() == State.values().length
                ? ALL
                : on.stream().map(State::word).collect(Collectors.joining(","));
    }
}
