package org.liege.simulation.invariants;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.liege.realm.Snapshot;
import org.liege.vassal.Action;
import org.liege.vassal.Decree;
import org.liege.vassal.Moment;

/** Never more workers of a generation than decreed, one a slot; and never more than three times as many alive at once. */
final class WithinProcesses implements Invariant {
    private static final int MOST_GENERATIONS = 3;

    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Spawn spawn) {
            inItsSlot(vassal, spawn);
            byTheRightDecree(vassal, spawn);
            long alive = vassal.workers.stream().filter(WorkerRecord::alive).count();
            require(alive < (long) MOST_GENERATIONS * most(vassal), "%s: %d live already: %s", vassal.name, alive,
                    vassal.workers);
        }
    }

    private void inItsSlot(VassalRecord vassal, Action.Spawn spawn) {
        require(spawn.slot() >= 0 && spawn.slot() < spawn.decree().processes(), "%s: spawn in slot %d of %d", vassal.name,
                spawn.slot(), spawn.decree().processes());
        require(vassal.of(spawn.generation()).noneMatch(worker -> worker.alive() && worker.slot == spawn.slot()
                        && !worker.hung && !worker.givenUp),
                "%s: spawn in slot %d of generation %d, which has a worker", vassal.name, spawn.slot(), spawn.generation());
    }

    /** As the file has it; or as the generation that serves has it, while a newer one has failed or is on its way. */
    private void byTheRightDecree(VassalRecord vassal, Action.Spawn spawn) {
        boolean again = spawn.generation() == vassal.serving && vassal.serves != null
                && Renewal.sameProcess(vassal.serves, spawn.decree());
        require(spawn.decree().equals(vassal.decree) || again, "%s: spawn by an old decree: %s", vassal.name,
                spawn.decree().digest());
    }

    /** Of a generation that is to take over each slot is taken, else it never could. */
    private void wholeOrNothing(VassalRecord vassal) {
        List<WorkerRecord> candidates = vassal.of(vassal.candidate).filter(vassal::counts).toList();
        if (!candidates.isEmpty() && !vassal.orderedDown() && vassal.decreedSlots() > 0) {
            long slots = candidates.stream().map(worker -> worker.slot).distinct().count();
            require(slots == candidates.get(0).decree.processes(), "%s: only a part of generation %d is there: %s",
                    vassal.name, vassal.candidate, vassal.workers);
        }
    }

    /** Whoever serves in a slot that is no longer decreed was asked to end. */
    private void noSurplus(VassalRecord vassal) {
        boolean settled = vassal.candidate == 0 && !vassal.candidateFailed && !vassal.superseded && !vassal.replacing
                && vassal.latest == vassal.serving;
        if (vassal.serves != null && settled && !vassal.orderedDown()) {
            require(vassal.of(vassal.serving).noneMatch(worker -> worker.told && worker.wanted() && !worker.adopted
                            && worker.slot >= vassal.serves.processes()),
                    "%s: more than %d serve: %s", vassal.name, vassal.serves.processes(), vassal.workers);
        }
    }

    private static int most(VassalRecord vassal) {
        return Stream.concat(Stream.of(vassal.decree, vassal.serves == null ? vassal.decree : vassal.serves),
                        vassal.workers.stream().filter(WorkerRecord::alive).map(worker -> worker.decree))
                .mapToInt(Decree::processes)
                .max()
                .orElse(0);
    }

    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        for (VassalRecord vassal : records.vassals()) {
            wholeOrNothing(vassal);
            noSurplus(vassal);
            IntStream.of(vassal.serving, vassal.candidate).filter(generation -> generation > 0).forEach(generation -> {
                long wanted = vassal.of(generation).filter(worker -> worker.told && worker.wanted()).count();
                long slots = vassal.of(generation).filter(worker -> worker.told && worker.wanted())
                        .map(worker -> worker.slot).distinct().count();
                require(wanted == slots, "%s: two in one slot of generation %d: %s", vassal.name, generation,
                        vassal.workers);
            });
        }
    }
}
