package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueueWatchTest {
    @SafeVarargs
    private static boolean moved(List<Long>... looks) {
        QueueWatch watch = new QueueWatch();
        for (List<Long> look : looks) {
            watch.look(look);
        }
        return watch.moved();
    }

    @Test
    void oneLookTellsNoMovement() {
        assertThat(moved(List.of(1L, 2L))).isFalse();
        assertThat(moved()).isFalse();
    }

    @Test
    void aQueueThatStandsOrGrowsHasNotMoved() {
        assertThat(moved(List.of(1L, 2L), List.of(1L, 2L))).isFalse();
        assertThat(moved(List.of(1L), List.of(1L, 2L), List.of(1L, 2L, 3L))).isFalse();
        assertThat(moved(List.of(), List.of(1L))).isFalse();
    }

    @Test
    void aClientThatGoesAwayMovesNobody() {
        assertThat(moved(List.of(1L, 2L), List.of(0L, 2L), List.of(0L, 0L), List.of(0L, 0L, 3L))).isFalse();
    }

    @Test
    void whoIsAcceptedLetsTheOthersMoveUp() {
        assertThat(moved(List.of(1L, 2L), List.of(2L))).isTrue();
        assertThat(moved(List.of(1L, 2L), List.of(2L, 3L))).isTrue();
        assertThat(moved(List.of(0L, 2L), List.of(2L, 3L))).isTrue();
        assertThat(moved(List.of(0L, 0L, 2L), List.of(0L, 2L, 3L))).isTrue();
        assertThat(moved(List.of(1L), List.of())).isTrue();
    }

    @Test
    void movementIsNotForgottenWhenTheQueueStandsAgain() {
        assertThat(moved(List.of(1L, 2L), List.of(2L), List.of(2L), List.of(2L))).isTrue();
    }
}
