package org.liege.vassal;

import java.util.Locale;

/** Why a vassal is in its state, as a fixed phrase that may be shown to anyone. */
public enum Cause {
    DECREED("waiting for its turn to start"),
    SPAWNED("starting"),
    READY("ready"),
    ADOPTED("taken over from the previous master"),
    EXITED("the app ended"),
    NOT_EXECUTED("the app could not be executed"),
    NOT_READY_IN_TIME("the app was not ready in time"),
    SPAWN_FAILED("the app could not be started"),
    LISTEN_FAILED("its socket could not be opened"),
    FINISHED("the app finished"),
    ORDERED_STOP("stopped by the operator"),
    ORDERED_RESTART("restarted by the operator"),
    RELOADING("a new generation is starting"),
    BAD_RELOAD("its new generation failed; the one before serves on"),
    HUNG("the app does not answer"),
    ASLEEP("waiting for its first visitor"),
    CALLED("a visitor has come"),
    OVERLOADED("more visitors wait than it can serve"),
    RELIEVED("its queue has drained"),
    EDITED("its configuration changed"),
    WITHDRAWN("its configuration was removed"),
    MASTER_ENDS("the supervisor is shutting down"),
    FAULTY("its configuration is faulty");

    private final String phrase;

    Cause(String phrase) {
        this.phrase = phrase;
    }

    /** The protocol's word for it, such as {@code ordered-stop}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The phrase; says nothing of paths, arguments or output. */
    public String phrase() {
        return phrase;
    }
}
