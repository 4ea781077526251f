package org.liege.decree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one table of the {@code [vassal]} section: the parser, {@code docs/vassal-file.md} and the tests are made from
 * it.
 */
public final class Keys {
    private static final List<Key> ALL = collect();
    private static final Map<String, Key> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, Function.identity()));

    /** Keys of the design whose feature this version does not have; using one is a fault that says so. */
    private static final List<String> LATER = List.of(
            "idle", "overload-at", "overload-clear", "overload-for", "log-max", "log-keep", "log-rate", "memory-max",
            "cpu-weight", "cpu-max", "tasks-max", "sandbox-missing", "sandbox", "bind-ro", "bind-rw", "private-tmp",
            "private-network", "capabilities", "system-call-filter");

    private Keys() {}

    /** Every key, in the order of the docs. */
    public static List<Key> all() {
        return ALL;
    }

    static List<String> later() {
        return LATER;
    }

    static Optional<Key> find(String written) {
        Key exact = BY_NAME.get(written);
        if (exact != null) {
            return exact.isFamily() ? Optional.empty() : Optional.of(exact);
        }
        return ALL.stream().filter(key -> key.isFamily() && key.matches(written)).findFirst();
    }

    /** What is wrong with a key that {@link #find} does not know. */
    static String unknown(String written) {
        if (LATER.contains(written)) {
            return "key '" + written + "' is not supported in this version";
        }
        String hint = meant(written).map(near -> "; did you mean '" + near + "'?").orElse("");
        return "unknown key " + Quoted.text(written) + hint;
    }

    /** The key that an unknown one was most likely meant to be. */
    static Optional<String> meant(String written) {
        List<String> words = new ArrayList<>(LATER);
        ALL.stream().filter(key -> !key.isFamily()).map(Key::name).forEach(words::add);
        return Nearest.of(written, words);
    }

    private static List<Key> collect() {
        List<Key> keys = new ArrayList<>(ExecutionKeys.all());
        keys.addAll(SocketKeys.all());
        keys.addAll(PolicyKeys.all());
        return List.copyOf(keys);
    }
}
