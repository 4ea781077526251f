package org.liege.vassal;

/**
 * What the start gate has granted one vassal: a place, held while anything of it starts, and the leave to start more
 * under it. The first failed start ends the leave, not the place: else one whose workers fail by turns would hold it
 * for ever.
 */
final class Admission {
    private boolean place;
    private boolean leave;

    void granted() {
        place = true;
        leave = true;
    }

    void startFailed() {
        leave = false;
    }

    /** Keeps the place only while a worker {@code starting}, or one is {@code pending} that may still be started. */
    void keepWhile(boolean starting, boolean pending) {
        place &= starting || leave && pending;
        leave &= place;
    }

    boolean holdsPlace() {
        return place;
    }

    boolean mayStart() {
        return leave;
    }
}
