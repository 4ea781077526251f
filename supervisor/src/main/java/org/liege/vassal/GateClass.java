package org.liege.vassal;

/** In which line a vassal queues at the start gate, best first. */
public enum GateClass {
    /** It ran before; its visitors wait. */
    PROVEN,
    /** It starts for the first time. */
    FRESH,
    /** Its latest starts failed; it must not keep the others out. */
    FAILING
}
