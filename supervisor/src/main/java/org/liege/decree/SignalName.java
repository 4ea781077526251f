package org.liege.decree;

import java.util.Locale;
import java.util.Set;

/** Signals that can ask a process to end; signal(7). */
final class SignalName {
    private static final Set<String> NAMES =
            Set.of("HUP", "INT", "QUIT", "ABRT", "KILL", "USR1", "USR2", "ALRM", "TERM", "WINCH", "PWR");

    private SignalName() {}

    /** The name without SIG, in capitals. */
    static String parse(String text) throws BadValue {
        String name = text.toUpperCase(Locale.ROOT);
        name = name.startsWith("SIG") ? name.substring(3) : name;
        if (!NAMES.contains(name)) {
            throw new BadValue("needs the name of a signal that can end a process ("
                    + String.join(", ", NAMES.stream().sorted().toList()) + "), not " + Quoted.text(text));
        }
        return name;
    }
}
