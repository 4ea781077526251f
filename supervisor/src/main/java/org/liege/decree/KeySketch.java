package org.liege.decree;

import java.util.List;

/** Writes a {@link Key} down by the names of its parts, so that the table reads as text. */
final class KeySketch {
    private final String name;
    private final String group;
    private boolean repeatable;
    private String form;
    private String preset;
    private String otherwise;
    private String meaning;
    private List<String> examples = List.of();

    private KeySketch(String group, String name) {
        this.group = group;
        this.name = name;
    }

    static KeySketch key(String group, String name) {
        return new KeySketch(group, name);
    }

    KeySketch repeatable() {
        repeatable = true;
        return this;
    }

    KeySketch form(String text) {
        form = text;
        return this;
    }

    /** The value that holds when the key is absent. */
    KeySketch preset(String text) {
        preset = text;
        return this;
    }

    /** What holds when the key is absent, in words. */
    KeySketch otherwise(String text) {
        otherwise = text;
        return this;
    }

    KeySketch means(String text) {
        meaning = text;
        return this;
    }

    KeySketch examples(String... values) {
        examples = List.of(values);
        return this;
    }

    Key does(Key.Effect effect) {
        return new Key(name, group, repeatable, form, preset, otherwise, meaning, examples, effect);
    }
}
