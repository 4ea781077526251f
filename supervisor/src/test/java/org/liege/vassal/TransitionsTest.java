package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liege.vassal.Transitions.Facts;
import org.liege.vassal.Transitions.Transition;

class TransitionsTest {
    /** States that this core can be in; the load gauge brings the other one. */
    private static final Set<State> USED = EnumSet.complementOf(EnumSet.of(State.OVERLOADED));

    private static Stream<Facts> everyCombination() {
        return IntStream.range(0, 512).mapToObj(bits -> new Facts(
                (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0,
                (bits & 16) != 0, (bits & 32) != 0, (bits & 64) != 0, (bits & 128) != 0,
                (bits & 256) != 0));
    }

    private static State judge(String... facts) {
        List<String> holding = List.of(facts);
        return Transitions.judge(new Facts(holding.contains("ending"), holding.contains("present"),
                holding.contains("atRest"), holding.contains("verdictFailed"), holding.contains("delayed"),
                holding.contains("alive"), holding.contains("ready"), holding.contains("candidate"),
                holding.contains("decreed")));
    }

    @Test
    void eachArrowStandsOnceAndLeadsElsewhereAndSaysWhen() {
        assertThat(Transitions.TABLE).allMatch(arrow -> arrow.from() != arrow.to() && !arrow.when().isBlank());
        assertThat(Transitions.TABLE.stream().map(arrow -> List.of(arrow.from(), arrow.to()))).doesNotHaveDuplicates();
    }

    @Test
    void allowsExactlyWhatTheTableHas() {
        for (State from : State.values()) {
            for (State to : State.values()) {
                boolean listed = Transitions.TABLE.stream()
                        .anyMatch(arrow -> arrow.from() == from && arrow.to() == to);
                assertThat(Transitions.allowed(from, to)).as("%s -> %s", from, to).isEqualTo(listed);
            }
        }
    }

    @Test
    void everyStateIsReachedFromIdleAndLeftAgain() {
        Set<State> reached = EnumSet.of(State.IDLE);
        for (int i = 0; i < State.values().length; i++) {
            Transitions.TABLE.stream().filter(arrow -> reached.contains(arrow.from())).map(Transition::to)
                    .forEach(reached::add);
        }
        assertThat(reached).isEqualTo(USED);
        assertThat(Transitions.TABLE.stream().map(Transition::from).collect(Collectors.toSet())).isEqualTo(USED);
    }

    @Test
    void everyCombinationOfFactsHasAWordAndEveryWordIsUsed() {
        assertThat(everyCombination().map(Transitions::judge).collect(Collectors.toSet())).isEqualTo(USED);
    }

    @Test
    void stoppingOutweighsEverythingWhileSomethingIsLeft() {
        assertThat(everyCombination().filter(facts -> facts.ending() && facts.present()).map(Transitions::judge))
                .containsOnly(State.STOPPING);
    }

    @Test
    void nothingIsStoppingOfWhichNothingIsLeft() {
        assertThat(everyCombination().filter(facts -> !facts.present()).map(Transitions::judge))
                .doesNotContain(State.STOPPING);
    }

    @Test
    void failedOutweighsBackoffAndBackoffAReadyWorker() {
        assertThat(judge("decreed", "verdictFailed", "delayed", "alive", "ready")).isEqualTo(State.FAILED);
        assertThat(judge("decreed", "delayed", "alive", "ready")).isEqualTo(State.BACKOFF);
        assertThat(judge("decreed", "alive", "ready")).isEqualTo(State.RUNNING);
        assertThat(judge("decreed", "alive")).isEqualTo(State.STARTING);
    }

    @Test
    void oneAtRestHasFailedOnlyWhenItEndedBadly() {
        assertThat(judge("decreed", "atRest")).isEqualTo(State.STOPPED);
        assertThat(judge("decreed", "atRest", "verdictFailed")).isEqualTo(State.FAILED);
    }

    @Test
    void withoutAnyProcessTheDecreeTellsIdleFromInvalid() {
        assertThat(judge("decreed")).isEqualTo(State.IDLE);
        assertThat(judge()).isEqualTo(State.INVALID);
    }

    @Test
    void reloadingAsksForAReadyWorkerAndACandidate() {
        assertThat(judge("decreed", "alive", "ready", "candidate")).isEqualTo(State.RELOADING);
        assertThat(judge("decreed", "alive", "candidate")).isEqualTo(State.STARTING);
        assertThat(everyCombination().filter(facts -> Transitions.judge(facts) == State.RELOADING))
                .allMatch(facts -> facts.ready() && facts.candidate());
    }

    @Test
    void runningAsksForAReadyWorker() {
        assertThat(everyCombination().filter(facts -> Transitions.judge(facts) == State.RUNNING))
                .allMatch(Facts::ready);
    }
}
