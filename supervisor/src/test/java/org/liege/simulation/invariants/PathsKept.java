package org.liege.simulation.invariants;

import java.util.Set;
import java.util.stream.Collectors;
import org.liege.vassal.Action;
import org.liege.vassal.Decree;
import org.liege.vassal.Moment;
import org.liege.vassal.SocketDecree;

/** Listeners of a generation that serves stay, also where a newer decree knows them no more. */
final class PathsKept implements Invariant {
    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Listen listen && !listen.keepOthers() && !vassal.replacing) {
            Set<String> kept = paths(listen.decree());
            vassal.of(vassal.serving)
                    .filter(worker -> worker.wanted() && worker.ready() && !worker.givenUp && !worker.hung)
                    .forEach(worker -> require(kept.containsAll(paths(worker.decree)),
                            "%s: %s serves at a path that is to be removed", vassal.name, worker));
        }
    }

    private static Set<String> paths(Decree decree) {
        return decree.sockets().stream().map(SocketDecree::path).collect(Collectors.toSet());
    }
}
