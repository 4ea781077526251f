package org.liege.vassal;

import static org.liege.vassal.State.BACKOFF;
import static org.liege.vassal.State.FAILED;
import static org.liege.vassal.State.IDLE;
import static org.liege.vassal.State.INVALID;
import static org.liege.vassal.State.OVERLOADED;
import static org.liege.vassal.State.RELOADING;
import static org.liege.vassal.State.RUNNING;
import static org.liege.vassal.State.STARTING;
import static org.liege.vassal.State.STOPPED;
import static org.liege.vassal.State.STOPPING;

import java.util.List;

/**
 * The state machine of one vassal, whole: which word fits which facts, and which word may follow which. The picture in
 * docs/state-machine.md is made from {@link #TABLE}; a transition that is not in it is a bug and is reported as one.
 */
public final class Transitions {
    /** One arrow of the picture. */
    public record Transition(State from, State to, String when) {}

    /** Every arrow there is. */
    public static final List<Transition> TABLE = List.of(
            new Transition(IDLE, STARTING, "the start gate lets it in: a worker is spawned"),
            new Transition(IDLE, BACKOFF, "a socket or a process could not be made"),
            new Transition(IDLE, FAILED, "a survivor's failures reach the verdict"),
            new Transition(IDLE, RUNNING, "a ready survivor of an earlier master is adopted"),
            new Transition(IDLE, RELOADING, "survivors of two generations are adopted"),
            new Transition(IDLE, STOPPED, "the operator stops it before it has started"),
            new Transition(IDLE, STOPPING, "a survivor is found of a vassal that is not to run"),
            new Transition(IDLE, INVALID, "its first file is faulty"),
            new Transition(STARTING, RUNNING, "a worker is ready"),
            new Transition(STARTING, RELOADING, "a worker is ready, and a new generation is starting"),
            new Transition(STARTING, BACKOFF, "the start failed: ended, late, or not spawned"),
            new Transition(STARTING, FAILED, "the start failed for the failed-after-th time in a row"),
            new Transition(STARTING, STOPPING, "stop, restart, edit or removal of the file"),
            new Transition(STARTING, STOPPED, "it finished before it was ready, and is not to be restarted"),
            new Transition(STARTING, IDLE, "its worker was lost while the start gate is full"),
            new Transition(RUNNING, STARTING, "its last proven worker ended and was replaced at once"),
            new Transition(RUNNING, IDLE, "its last proven worker ended while the start gate is full"),
            new Transition(RUNNING, BACKOFF, "a worker ended before it had proven itself"),
            new Transition(RUNNING, FAILED, "one of its workers keeps failing"),
            new Transition(RUNNING, STOPPING, "stop, restart, edit or removal of the file"),
            new Transition(RUNNING, STOPPED, "it finished, and is not to be restarted"),
            new Transition(RUNNING, RELOADING, "edit, touch or reload: a new generation starts beside it"),
            new Transition(RELOADING, RUNNING, "the new generation has taken over, or has failed and the old serves on"),
            new Transition(RELOADING, STARTING, "the generation that served ended"),
            new Transition(RELOADING, BACKOFF, "a worker that served ended before it had proven itself"),
            new Transition(RELOADING, FAILED, "a worker that served keeps failing"),
            new Transition(RELOADING, IDLE, "the generation that served ended while the start gate is full"),
            new Transition(RELOADING, STOPPED, "the new generation finished, and is not to be restarted"),
            new Transition(RELOADING, STOPPING, "stop, restart or removal of the file"),
            new Transition(RUNNING, OVERLOADED, "its queue has been nearly full for a while"),
            new Transition(OVERLOADED, RUNNING, "its queue has drained"),
            new Transition(OVERLOADED, RELOADING, "edit, touch or reload"),
            new Transition(OVERLOADED, STARTING, "its last proven worker ended and was replaced at once"),
            new Transition(OVERLOADED, IDLE, "its last proven worker ended while the start gate is full"),
            new Transition(OVERLOADED, BACKOFF, "a worker ended before it had proven itself"),
            new Transition(OVERLOADED, FAILED, "one of its workers keeps failing"),
            new Transition(OVERLOADED, STOPPING, "stop, restart or removal of the file"),
            new Transition(OVERLOADED, STOPPED, "it finished, and is not to be restarted"),
            new Transition(RELOADING, OVERLOADED, "the roll is over, and its queue is nearly full"),
            new Transition(STARTING, OVERLOADED, "a worker is ready, and more visitors wait than it can serve"),
            new Transition(BACKOFF, STARTING, "the delay is over: a worker is spawned"),
            new Transition(BACKOFF, RUNNING, "the missing worker was spawned; others are ready"),
            new Transition(BACKOFF, OVERLOADED, "the same, and more visitors wait than those can serve"),
            new Transition(BACKOFF, RELOADING, "the same, while a new generation is starting"),
            new Transition(BACKOFF, FAILED, "the next try failed, too, and that was the failed-after-th"),
            new Transition(BACKOFF, IDLE, "reset, edit or a mended cause: it waits for the start gate"),
            new Transition(BACKOFF, STOPPING, "stop, restart or edit while other workers live"),
            new Transition(BACKOFF, STOPPED, "the operator stops it"),
            new Transition(FAILED, RUNNING, "a worker has proven itself"),
            new Transition(FAILED, OVERLOADED, "a worker has proven itself, and more visitors wait than it can serve"),
            new Transition(FAILED, RELOADING, "edit, reset or a mended cause while workers serve: a new generation is starting"),
            new Transition(FAILED, STARTING, "reset, start, edit or a mended cause: tried afresh"),
            new Transition(FAILED, IDLE, "the same, waiting for the start gate"),
            new Transition(FAILED, BACKOFF, "tried afresh, and that failed"),
            new Transition(FAILED, STOPPING, "stop, restart or edit while a worker lives"),
            new Transition(FAILED, STOPPED, "the operator stops it"),
            new Transition(STOPPING, STOPPED, "nothing is left of its processes"),
            new Transition(STOPPING, STARTING, "the old workers are gone: the new ones are spawned"),
            new Transition(STOPPING, IDLE, "the old workers are gone; the start gate is full, or it sleeps until somebody comes"),
            new Transition(STOPPING, BACKOFF, "the old workers are gone; the new could not be made"),
            new Transition(STOPPING, FAILED, "the old workers are gone; the verdict stands"),
            new Transition(STOPPING, RUNNING, "only surplus workers were stopped, or the cause is gone"),
            new Transition(STOPPING, OVERLOADED, "the same, and more visitors wait than those that stay can serve"),
            new Transition(STOPPED, IDLE, "start, or an edit of one that had finished"),
            new Transition(STOPPED, STARTING, "an edit of one that had finished a moment ago, and still listens"),
            new Transition(STOPPED, STOPPING, "its file is removed before what it has left is swept"),
            new Transition(INVALID, IDLE, "the file was mended"),
            new Transition(INVALID, STOPPED, "the operator stops it"));

    private Transitions() {}

    /** Whether the table knows the arrow. */
    public static boolean allowed(State from, State to) {
        for (Transition transition : TABLE) {
            if (transition.from() == from && transition.to() == to) {
                return true;
            }
        }
        return false;
    }

    /** The facts that decide the word, in the protocol's order of precedence. */
    record Facts(
            boolean ending,
            boolean present,
            boolean atRest,
            boolean verdictFailed,
            boolean delayed,
            boolean alive,
            boolean ready,
            boolean candidate,
            boolean overloaded,
            boolean decreed) {}

    /** The word for the facts. */
    static State judge(Facts facts) {
        if (facts.ending && facts.present) {
            return STOPPING;
        }
        if (facts.atRest) {
            return facts.verdictFailed ? FAILED : STOPPED;
        }
        if (facts.verdictFailed) {
            return FAILED;
        }
        if (facts.delayed) {
            return BACKOFF;
        }
        if (facts.ready) {
            return facts.candidate ? RELOADING : facts.overloaded ? OVERLOADED : RUNNING;
        }
        if (facts.alive) {
            return STARTING;
        }
        return facts.decreed ? IDLE : INVALID;
    }
}
