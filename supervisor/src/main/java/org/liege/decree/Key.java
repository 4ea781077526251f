package org.liege.decree;

import java.util.List;
import java.util.Objects;

/**
 * One key of the {@code [vassal]} section: everything that the parser, the docs and the tests know of it.
 *
 * @param name as written; one that ends with {@code .*} stands for all keys that begin so
 * @param group heading that it stands under in the docs
 * @param repeatable whether it may stand more than once, as a list in order
 * @param form what its value looks like
 * @param preset the value that holds when the key is absent, or null
 * @param otherwise what holds when the key is absent, in words; null when {@code preset} says it
 * @param meaning one sentence
 * @param examples at least one valid value, the first of which has an effect that can be seen from outside
 * @param effect puts a value into the draft
 */
public record Key(
        String name,
        String group,
        boolean repeatable,
        String form,
        String preset,
        String otherwise,
        String meaning,
        List<String> examples,
        Effect effect) {
    public Key {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(meaning, "meaning");
        Objects.requireNonNull(effect, "effect");
        examples = List.copyOf(examples);
        if (examples.isEmpty() || (preset == null) == (otherwise == null)) {
            throw new IllegalArgumentException("incomplete key " + name);
        }
    }

    /** The first example. */
    public String example() {
        return examples.get(0);
    }

    boolean isFamily() {
        return name.endsWith(".*");
    }

    /** Whether a key written so is this one. */
    boolean matches(String written) {
        return isFamily()
                ? written.startsWith(name.substring(0, name.length() - 1)) && written.length() >= name.length()
                : written.equals(name);
    }

    /** What a value does. */
    @FunctionalInterface
    interface Effect {
        void apply(Draft draft, String key, Value value) throws BadValue;
    }
}
