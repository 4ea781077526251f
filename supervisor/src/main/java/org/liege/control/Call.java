package org.liege.control;

import org.liege.protocol.Problem;
import org.liege.vassal.State;
import org.liege.vassal.Verb;

/** What a request asks for, after its path, method and parameters were understood. */
sealed interface Call {
    /**
     * A page of apps.
     *
     * @param state only those in this state; null for all
     * @param limit at most so many
     * @param after only names after this one; null from the first
     */
    record Apps(State state, int limit, String after) implements Call {}

    /** One app. */
    record OneApp(String name) implements Call {}

    /** The latest changes of one app. */
    record History(String name) implements Call {}

    /**
     * Everything that happens, from now on or from an earlier moment on.
     *
     * @param app only what concerns this one; null for all
     * @param after from after this sequence on; below 0 when none was named
     */
    record Events(String app, long after) implements Call {}

    /** An order. */
    record Order(String name, Verb verb, long waitMillis) implements Call {}

    /** A proxy's request could not be served: what now? */
    record Route(String name, boolean gate) implements Call {}

    /** The operator confirms that the vassals that vanished all at once are meant to be gone. */
    record Confirm() implements Call {}

    /** How the daemon is doing. */
    record Health() implements Call {}

    /**
     * Nothing that can be done here.
     *
     * @param allow the methods that would be right; null when the method was not the matter
     */
    record Refused(Problem problem, String allow) implements Call {}

    /** A refusal that the method is not to blame for. */
    static Refused refused(int status, Problem.Code code, String detail) {
        return new Refused(Problem.of(status, code, detail), null);
    }

    /** A parameter that can't be. */
    static Refused bad(String detail) {
        return refused(400, Problem.Code.BAD_REQUEST, detail);
    }
}
