package org.liege.simulation.invariants;

import java.util.List;
import java.util.stream.IntStream;
import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/**
 * A generation takes over only when all of it has proven itself, or when nobody is left of the one that served and no good one
 * is to be had back.
 */
final class RightfulHeir implements Invariant {
    @Override
    public void claimed(VassalRecord vassal, int generation, List<Action> actions, Moment now) {
        if (generation == vassal.serving) {
            return;
        }
        if (vassal.adopting) {
            require(vassal.of(generation).anyMatch(worker -> worker.adopted) || startedAnew(generation, actions),
                    "%s: generation %d serves, of which nobody was found", vassal.name, generation);
            return;
        }
        require(generation > vassal.serving, "%s: generation %d serves after %d", vassal.name, generation, vassal.serving);
        if (generation == vassal.candidate || vassal.done.contains(generation)) {
            require(proven(vassal, generation, now) || vassal.done.contains(generation),
                    "%s: generation %d takes over, but is not proven: %s", vassal.name, generation, vassal.workers);
        } else {
            startsAfter(vassal, generation, actions);
        }
    }

    private static boolean startedAnew(int generation, List<Action> actions) {
        return actions.stream().anyMatch(action -> action instanceof Action.Spawn spawn && spawn.generation() == generation);
    }

    private static boolean proven(VassalRecord vassal, int generation, Moment now) {
        int processes = vassal.of(generation).findFirst().orElseThrow().decree.processes();
        return IntStream.range(0, processes).allMatch(slot -> vassal.of(generation).anyMatch(worker ->
                worker.slot == slot && worker.wanted() && worker.proven(now.monotonicMillis())));
    }

    private void startsAfter(VassalRecord vassal, int generation, List<Action> actions) {
        int finished = vassal.done.stream().max(Integer::compare).orElse(0);
        require(startedAnew(generation, actions), "%s: generation %d serves, and was never started", vassal.name, generation);
        require(vassal.workers.stream().noneMatch(worker ->
                        worker.generation >= finished && worker.wanted() && vassal.counts(worker)),
                "%s: generation %d starts as if there were no other: %s", vassal.name, generation, vassal.workers);
        boolean again = actions.stream().anyMatch(action -> action instanceof Action.Spawn spawn && vassal.serves != null
                && Renewal.sameProcess(spawn.decree(), vassal.serves));
        require(!vassal.candidateFailed || vassal.replacing || again,
                "%s: generation %d starts, although the latest has failed and generation %d was good", vassal.name, generation,
                vassal.serving);
    }
}
