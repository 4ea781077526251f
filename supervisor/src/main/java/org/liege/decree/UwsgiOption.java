package org.liege.decree;

import java.util.Objects;

/** One option as uWSGI collects them: its value may still change while placeholders are resolved. Raw text. */
final class UwsgiOption {
    final String key;
    final IniEntry place;
    String value;
    /** Acted on when it was read, so that no later pass resolves anything in it. */
    boolean settled;

    UwsgiOption(String key, String value, IniEntry place) {
        this.key = Objects.requireNonNull(key, "key");
        this.value = Objects.requireNonNull(value, "value");
        this.place = Objects.requireNonNull(place, "place");
    }
}
