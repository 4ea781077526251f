package org.liege.decree;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.liege.decree.Accounts.Account;

/**
 * The variables that a [uwsgi] section asks for. A worker gets nothing of the daemon's environment but these: what
 * {@code $(NAME)} and {@code if-env} find is then the same for Liege's reading and for uWSGI's.
 */
final class UwsgiEnvironment {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern OURS =
            Pattern.compile("LISTEN_.*|NOTIFY_SOCKET|LIEGE_WORKER|WATCHDOG_.*|UWSGI_.*|UPSTART_.*|STY");

    private final Surroundings surroundings;
    private final String vassal;
    private final Map<String, String> handedOn = new TreeMap<>();

    UwsgiEnvironment(Surroundings surroundings, String vassal) {
        this.surroundings = surroundings;
        this.vassal = vassal;
    }

    /** Raw; null when the worker will have no such variable. */
    String variable(String raw) {
        if (!RawText.isKnown(raw)) {
            return RawText.unknown();
        }
        String name = RawText.show(raw);
        if (!NAME.matcher(name).matches()) {
            return null;
        }
        if (name.equals("LIEGE_VASSAL")) {
            return RawText.of(vassal);
        }
        if (OURS.matcher(name).matches()) {
            return RawText.unknown();
        }
        String value = surroundings.environment().get(name);
        if (value == null) {
            value = usual().get(name);
        }
        if (value == null || handedOn.size() >= Limits.ENVIRONMENT && !handedOn.containsKey(name)) {
            return null;
        }
        handedOn.put(name, value);
        return RawText.of(value);
    }

    /** What every worker has that the daemon itself may lack. */
    private Map<String, String> usual() {
        Map<String, String> usual = new LinkedHashMap<>();
        usual.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        usual.put("LANG", "C.UTF-8");
        Accounts accounts = surroundings.accounts();
        Account own = accounts.user(accounts.effectiveUid()).orElse(null);
        if (own != null) {
            usual.put("HOME", own.home());
            usual.put("USER", own.name());
            usual.put("LOGNAME", own.name());
            usual.put("SHELL", own.shell());
        }
        return usual;
    }

    /** What was asked for and is there, by name. */
    Map<String, String> handedOn() {
        return Map.copyOf(handedOn);
    }
}
