package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GaugeTest {
    private static final Overload OVERLOAD = new Overload(80, 50, 250);

    private final Gauge gauge = new Gauge();
    private Moment now = new Moment(0, 0);

    private void read(int length) {
        gauge.read(length, 10, OVERLOAD, now);
    }

    private boolean pass(long millis) {
        now = now.plusMillis(millis);
        gauge.review(OVERLOAD, now);
        return gauge.overloaded();
    }

    @Test
    void aQueueThatStaysNearlyFullIsOverloaded() {
        read(8);
        assertThat(pass(249)).isFalse();
        assertThat(pass(1)).isTrue();
    }

    @Test
    void aBurstThatDrainsInTimeIsNot() {
        read(11);
        pass(200);
        read(0);
        assertThat(pass(1_000)).isFalse();
        assertThat(gauge.deadline(OVERLOAD)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void itIsOverOnlyWellBelowAndForAWhile() {
        read(10);
        assertThat(pass(250)).isTrue();
        read(6);
        assertThat(pass(10_000)).isTrue();
        read(5);
        pass(200);
        read(7);
        assertThat(pass(1_000)).isTrue();
        read(3);
        assertThat(pass(249)).isTrue();
        assertThat(pass(1)).isFalse();
    }

    @Test
    void itAsksToBeLookedAtWhenTheDwellIsOver() {
        now = now.plusMillis(1_000);
        read(9);
        assertThat(gauge.deadline(OVERLOAD)).isEqualTo(1_250);
        pass(250);
        assertThat(gauge.deadline(OVERLOAD)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aBacklogOfNoneIsOverloadedByOneAndNotByNobody() {
        gauge.read(0, 0, OVERLOAD, now);
        assertThat(pass(1_000)).isFalse();
        gauge.read(1, 0, OVERLOAD, now);
        assertThat(pass(1_000)).isTrue();
        gauge.read(0, 0, OVERLOAD, now);
        assertThat(pass(1_000)).isFalse();
    }

    @Test
    void aShareThatIsReachedExactlyIsReached() {
        Overload overload = new Overload(58, 29, 0);
        gauge.read(58, 100, overload, now);
        gauge.review(overload, now);
        assertThat(gauge.overloaded()).isTrue();
        gauge.read(29, 100, overload, now);
        gauge.review(overload, now);
        assertThat(gauge.overloaded()).isFalse();
    }

    @Test
    void whereNothingListensNobodyWaits() {
        read(10);
        pass(250);
        gauge.clear();
        assertThat(gauge.overloaded()).isFalse();
    }
}
