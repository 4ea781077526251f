package org.liege.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.liege.vassal.Transitions;

class SimulationTest {
    private static final long SEEDS = 2_000;

    @Test
    void everyInvariantHoldsInTwoThousandStormsWhichTakeEveryArrowOfThePicture() {
        Set<String> taken = new TreeSet<>();
        for (long seed : LongStream.range(0, SEEDS).toArray()) {
            Outcome outcome = Simulation.run(seed, line -> {});
            assertThat(outcome.violation()).withFailMessage(outcome::report).isEmpty();
            taken.addAll(outcome.moves());
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(Transitions.TABLE.stream()
                .map(transition -> transition.from() + " -> " + transition.to())
                .toList());
    }

    @Test
    void theSameSeedGivesTheSameRunToTheLastEvent() {
        for (long seed = 0; seed < 40; seed++) {
            Outcome first = Simulation.run(seed, line -> {});
            Outcome second = Simulation.run(seed, line -> {});
            assertThat(second.hash()).as("hash of seed %d", seed).isEqualTo(first.hash());
            assertThat(second.lines()).isEqualTo(first.lines());
        }
    }

    @Test
    void differentSeedsGiveDifferentRuns() {
        assertThat(LongStream.range(0, 40).map(seed -> Simulation.run(seed, line -> {}).hash()).distinct().count())
                .isEqualTo(40);
    }
}
