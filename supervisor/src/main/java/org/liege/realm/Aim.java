package org.liege.realm;

import java.util.Objects;
import org.liege.vassal.State;
import org.liege.vassal.Verb;
import org.liege.vassal.VassalView;

/**
 * What a verb was given for, so that whoever waits can see when it is reached.
 *
 * @param verb the order
 * @param generationBefore the vassal's generation when it was taken up
 */
public record Aim(Verb verb, int generationBefore) {
    public Aim {
        Objects.requireNonNull(verb, "verb");
    }

    /** Whether the vassal is now where the verb wanted it. */
    public boolean reached(VassalView view) {
        return switch (verb) {
            case START, RESET -> serves(view, 1);
            case STOP -> view.state() == State.STOPPED && view.workers().isEmpty();
            case RESTART -> serves(view, generationBefore + 1);
            case RELOAD -> view.generation() > generationBefore && view.running();
        };
    }

    private static boolean serves(VassalView view, int atLeast) {
        boolean old = view.workers().stream().anyMatch(worker -> worker.generation() < atLeast);
        boolean ready = view.workers().stream().anyMatch(worker -> worker.ready() && worker.generation() >= atLeast);
        return ready && !old;
    }
}
