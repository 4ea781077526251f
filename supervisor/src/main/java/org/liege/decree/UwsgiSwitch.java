package org.liege.decree;

import java.util.Locale;
import java.util.Set;

/** uWSGI's switches: on whatever their value is, but for a few words. */
final class UwsgiSwitch {
    private static final Set<String> OFF = Set.of("false", "off", "no", "0");

    private UwsgiSwitch() {}

    static boolean isOn(String value) {
        return !OFF.contains(value.toLowerCase(Locale.ROOT));
    }
}
