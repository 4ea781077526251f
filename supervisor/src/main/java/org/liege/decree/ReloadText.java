package org.liege.decree;

import org.liege.vassal.Reload;

/** The {@code reload} key: {@code rolling}, {@code restart} or {@code signal:HUP}. */
final class ReloadText {
    private static final String SIGNAL = "signal:";

    private ReloadText() {}

    static Reload parse(String text) throws BadValue {
        if (text.startsWith(SIGNAL)) {
            return signal(text.substring(SIGNAL.length()));
        }
        return switch (text) {
            case "rolling" -> new Reload.Rolling();
            case "restart" -> new Reload.Restart();
            default -> throw new BadValue(
                    "needs 'rolling', 'restart' or 'signal:' and a name, as in 'signal:HUP', not " + Quoted.text(text));
        };
    }

    private static Reload signal(String name) throws BadValue {
        String signal = SignalName.parse(name);
        if (signal.equals("KILL")) {
            throw new BadValue("needs a signal that a process can catch, not KILL");
        }
        return new Reload.Signal(signal);
    }
}
