package org.liege.control;

import org.liege.protocol.App;
import org.liege.protocol.Queue;
import org.liege.vassal.Moment;
import org.liege.vassal.VassalView;

/**
 * The table of {@code route} and {@code gate}: decides by facts, and by nothing that the visitor sent. It may start a
 * vassal; it can neither restart nor stop one.
 */
final class Route {
    /** When nothing is known of when an app that was stopped will be there again. */
    static final long STOPPED_MILLIS = 60_000;

    private Route() {}

    /**
     * What is to become of a request for the vassal.
     *
     * @param app the vassal as drawn a moment ago, its queue read afresh
     * @param taken whether the app had taken the request already: then it may have acted on it, and nobody may repeat it
     */
    static Ruling decide(VassalView view, App app, boolean taken, Moment now) {
        return switch (view.state()) {
            case STOPPED, INVALID -> Ruling.later(503, STOPPED_MILLIS);
            case BACKOFF -> view.running() ? serving(view, app, taken) : Ruling.later(503, wait(view, now));
            case FAILED -> view.running() ? serving(view, app, taken) : Ruling.later(502, wait(view, now));
            case IDLE -> taken ? Ruling.refuse(502) : room(app) ? Ruling.wake() : Ruling.later(503, 0);
            case STARTING, STOPPING -> coming(view, app, taken, now);
            case RELOADING, RUNNING, OVERLOADED -> serving(view, app, taken);
        };
    }

    private static Ruling serving(VassalView view, App app, boolean taken) {
        if (taken) {
            return Ruling.refuse(502);
        }
        return room(app) ? Ruling.pass() : Ruling.later(503, expectedWait(app));
    }

    private static Ruling coming(VassalView view, App app, boolean taken, Moment now) {
        if (taken) {
            return Ruling.refuse(502);
        }
        if (view.stoppedByOperator() || !view.configured()) {
            return Ruling.later(503, STOPPED_MILLIS);
        }
        return room(app) ? Ruling.pass() : Ruling.later(503, bootLeft(view, now));
    }

    /** The kernel's queue holds one more. Where it cannot be read, a connect finds out. */
    private static boolean room(App app) {
        return app.queue() == null || !app.queue().full();
    }

    private static long expectedWait(App app) {
        Queue queue = app.queue();
        return queue == null || queue.expectedWaitMillis() == null ? 0 : queue.expectedWaitMillis();
    }

    private static long wait(VassalView view, Moment now) {
        return view.retryAt() == null ? 0 : Math.max(0, view.retryAt().millisSince(now));
    }

    /** What is left of the time that it took to get ready the last time. */
    private static long bootLeft(VassalView view, Moment now) {
        return view.usualBootMillis() == null ? 0 : Math.max(0, view.usualBootMillis() - now.millisSince(view.since()));
    }
}
