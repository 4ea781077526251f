package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class StillnessTest {
    private static final Set<Integer> WORKERS = Set.of(7);

    private final Stillness stillness = new Stillness();

    private void look(long now, boolean visited, int waiting, Long... clients) {
        stillness.take(new Stillness.Look(visited, waiting, Set.of(clients), WORKERS), now);
    }

    @Test
    void timeCountsFromTheFirstLookAtTheEarliest() {
        assertThat(stillness.nanos(50)).isZero();
        look(100, false, 0);
        assertThat(stillness.nanos(150)).isEqualTo(50);
        look(200, false, 0);
        assertThat(stillness.nanos(200)).isEqualTo(100);
    }

    @Test
    void aVisitAWaitingOneAndAnOpenConnectionAreEachASign() {
        look(0, false, 0);
        look(100, true, 0);
        assertThat(stillness.nanos(110)).isEqualTo(10);
        look(200, false, 1);
        assertThat(stillness.nanos(210)).isEqualTo(10);
        look(300, false, 0, 5L);
        look(400, false, 0, 5L);
        assertThat(stillness.nanos(410)).isEqualTo(10);
    }

    @Test
    void aNewWorkerIsASignAndOneThatWentIsNone() {
        stillness.take(new Stillness.Look(false, 0, Set.of(), Set.of(1, 2)), 0);
        stillness.take(new Stillness.Look(false, 0, Set.of(), Set.of(2)), 100);
        assertThat(stillness.nanos(100)).isEqualTo(100);
        stillness.take(new Stillness.Look(false, 0, Set.of(), Set.of(2, 3)), 200);
        assertThat(stillness.nanos(200)).isZero();
    }

    @Test
    void connectionsWithoutAMarkMakeItBlind() {
        look(0, true, 0);
        look(100, false, 0, 5L);
        assertThat(stillness.blind()).as("it may have come before the mark was wiped").isFalse();
        look(200, false, 0, 5L);
        look(300, false, 0, 5L, 6L);
        assertThat(stillness.blind()).as("once may be a slip").isFalse();
        look(400, false, 0, 7L);
        assertThat(stillness.blind()).isTrue();
    }

    @Test
    void markedConnectionsDoNot() {
        for (long client = 0; client < 10; client++) {
            look(client, client % 2 == 0, 0, client);
        }
        assertThat(stillness.blind()).isFalse();
    }
}
