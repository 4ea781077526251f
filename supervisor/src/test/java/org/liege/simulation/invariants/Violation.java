package org.liege.simulation.invariants;

/** Something that must always hold did not. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String invariant;

    /** {@code invariant}: its name; {@code what}: what happened instead. */
    public Violation(String invariant, String what) {
        super(invariant + ": " + what);
        this.invariant = invariant;
    }

    /** Name of the invariant. */
    public String invariant() {
        return invariant;
    }
}
