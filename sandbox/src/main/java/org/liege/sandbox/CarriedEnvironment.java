package org.liege.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An environment on its way through the chain. Its first links run with more rights than the tenant has, and his
 * {@code LD_PRELOAD} would run his code in them as root; a shell takes {@code PWD}, {@code IFS} and others for its own.
 * {@code LANG} would make the tools read the locale's files, one by one. So all but a few well-known variables travel as
 * values of others, and the shell at the chain's end unpacks them with the tenant's rights, last of all.
 *
 * @param disguised what the chain is started with
 * @param names of the disguises, in order
 */
record CarriedEnvironment(List<String> disguised, List<String> names) {
    private static final Pattern ENTRY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);
    private static final Set<String> HARMLESS = Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL");
    private static final String PREFIX = "LIEGE_CARRIED_";

    CarriedEnvironment {
        disguised = List.copyOf(disguised);
        names = List.copyOf(names);
    }

    /** @throws IllegalArgumentException for a name that a shell would drop (dash keeps only identifiers) */
    static void check(String entry) {
        if (!ENTRY.matcher(entry).matches() || entry.indexOf('\0') >= 0 || entry.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not an environment entry: " + entry.replace('\0', '?'));
        }
    }

    static CarriedEnvironment of(List<String> environment) {
        List<String> disguised = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String entry : environment) {
            if (isHarmless(entry.substring(0, entry.indexOf('=')))) {
                disguised.add(entry);
            } else {
                String name = PREFIX + names.size();
                names.add(name);
                disguised.add(name + "=" + entry);
            }
        }
        return new CarriedEnvironment(disguised, names);
    }

    /** Our own marks stay readable in /proc/PID/environ from the first moment. */
    private static boolean isHarmless(String name) {
        return HARMLESS.contains(name) || name.startsWith("LIEGE_");
    }

    /** Shell text that unpacks; empty when nothing is disguised. */
    String script() {
        if (names.isEmpty()) {
            return "";
        }
        StringBuilder script = new StringBuilder("; export");
        names.forEach(name -> script.append(" \"$").append(name).append('"'));
        script.append("; unset");
        names.forEach(name -> script.append(' ').append(name));
        return script.toString();
    }
}
