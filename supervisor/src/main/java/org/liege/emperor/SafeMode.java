package org.liege.emperor;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liege.decree.Outcome;
import org.liege.realm.Receipt;
import org.liege.vassal.Fact;
import org.liege.vassal.Fault;
import org.liege.vassal.Verb;

/**
 * {@code --adopt-only}: what an earlier master has left running is taken over and goes on as it is; no edit reaches it, and nothing
 * is started. A vassal that does not run is shown as one that can't be obeyed, for that reason.
 */
final class SafeMode {
    private static final String WORDS = "the master runs with adopt-only: it starts nothing and acts on no edit";

    private final boolean on;
    private final Set<String> adopted = new HashSet<>();

    SafeMode(boolean on) {
        this.on = on;
    }

    boolean on() {
        return on;
    }

    void adopted(Inheritance inheritance) {
        inheritance.survivors().forEach(survivor -> adopted.add(survivor.subject().vassal));
    }

    /** What to tell the realm of an outcome, if anything. */
    Optional<Fact> instead(Outcome outcome, Fact fact) {
        if (!on) {
            return Optional.of(fact);
        }
        if (adopted.contains(outcome.name()) || outcome instanceof Outcome.Withdrawn) {
            return Optional.empty();
        }
        String file = outcome instanceof Outcome.Decreed decreed ? decreed.decree().file() : ((Outcome.Faulted) outcome).file();
        return Optional.of(new Fact.Faulted(file, List.of(new Fault(file, 0, WORDS))));
    }

    /** Why an order can't be obeyed; empty when it can. */
    Optional<Receipt> refusal(Verb verb) {
        return on && verb != Verb.STOP
                ? Optional.of(new Receipt.Invalid(List.of(new Fault("adopt-only", 0, WORDS))))
                : Optional.empty();
    }

    /** For the health of the daemon. */
    List<String> complaints() {
        return on ? List.of(WORDS) : List.of();
    }
}
