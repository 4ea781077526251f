package org.liege.vassal;

import java.util.List;

/** What an edit of a vassal's file asks for. */
enum Change {
    /** Nothing but listeners, policy, numbers of workers or metadata: applied to what runs. */
    LIVE,
    /** The workers themselves have to be replaced; also what a bare {@code touch} asks for. */
    NEW_WORKERS;

    static Change between(Decree before, Decree after) {
        boolean sameRest = before.sockets().equals(after.sockets())
                && before.processes() == after.processes()
                && before.policy().equals(after.policy())
                && before.metadata().equals(after.metadata());
        // uWSGI reads its file itself: that a decree differs in a backlog only says nothing of the rest of the file.
        boolean told = !after.kind().equals("uwsgi");
        return told && sameProcess(before, after) && !sameRest ? LIVE : NEW_WORKERS;
    }

    /** Whether workers of the one and of the other are executed alike and listen at the same places. */
    static boolean sameProcess(Decree before, Decree after) {
        return before.execution().equals(after.execution())
                && before.kind().equals(after.kind())
                // It stands in their environment: who was never told of a watchdog sends no heartbeats.
                && watchdogMillis(before) == watchdogMillis(after)
                && samePlaces(before.sockets(), after.sockets());
    }

    private static long watchdogMillis(Decree decree) {
        return decree.policy().liveness().watchdogMillis();
    }

    /** Whether the same files listen, so that live listeners can be kept. */
    static boolean samePlaces(List<SocketDecree> before, List<SocketDecree> after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).samePlace(after.get(i))) {
                return false;
            }
        }
        return true;
    }
}
