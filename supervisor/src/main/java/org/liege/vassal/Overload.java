package org.liege.vassal;

/**
 * When a listen queue counts as overloaded.
 *
 * @param atPercent of the backlog: so full it is overloaded, 1-100
 * @param clearPercent of the backlog: when it is no fuller it no longer is, less than {@code atPercent}
 * @param forMillis how long it must have been so, either way
 */
public record Overload(int atPercent, int clearPercent, long forMillis) {
    /** 80 %, 50 %, 250 ms. */
    public static final Overload STANDARD = new Overload(80, 50, 250);

    public Overload {
        if (atPercent < 1 || atPercent > 100 || clearPercent < 0 || clearPercent >= atPercent) {
            throw new IllegalArgumentException("overload at " + atPercent + " %, clear at " + clearPercent + " %");
        }
        if (forMillis < 0) {
            throw new IllegalArgumentException("overload for " + forMillis + " ms");
        }
    }
}
