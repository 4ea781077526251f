package org.liege.realm;

import java.util.Objects;
import org.liege.vassal.Action;

/** An action, and the vassal it is for. */
public record Order(String vassal, Action action) {
    public Order {
        Objects.requireNonNull(vassal, "vassal");
        Objects.requireNonNull(action, "action");
    }
}
