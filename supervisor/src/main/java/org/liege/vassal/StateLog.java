package org.liege.vassal;

/** Told of every state change of every vassal, by the one place that changes states. */
public interface StateLog {
    /** {@code from} became {@code to} at {@code at}; equal when only the reason changed. */
    void moved(String vassal, State from, State to, Reason reason, Moment at);

    /** Something happened that cannot: a bug, told with the state it happened in. */
    void impossible(String vassal, String what);
}
