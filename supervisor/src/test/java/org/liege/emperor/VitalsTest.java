package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VitalsTest {
    private final Vitals vitals = new Vitals();

    @Test
    void tellsOneHeartbeatOfManyThatComeTogether() {
        int told = 0;
        for (long nanos = 0; nanos < 1_000_000_000L; nanos += 100_000) {
            told += vitals.heartbeat(nanos) ? 1 : 0;
        }
        assertThat(told).isEqualTo((int) (1_000_000_000L / Vitals.SPACING_NANOS));
    }

    @Test
    void tellsEveryHeartbeatThatKeepsItsDistance() {
        long start = Long.MAX_VALUE - 5;
        assertThat(vitals.heartbeat(start)).isTrue();
        assertThat(vitals.heartbeat(start + Vitals.SPACING_NANOS - 1)).isFalse();
        assertThat(vitals.heartbeat(start + Vitals.SPACING_NANOS)).isTrue();
    }

    @Test
    void aHeartbeatDoesNotSwallowACryForHelp() {
        assertThat(vitals.heartbeat(5)).isTrue();
        assertThat(vitals.trigger(6)).isTrue();
        assertThat(vitals.trigger(7)).isFalse();
        assertThat(vitals.trigger(6 + Vitals.SPACING_NANOS)).isTrue();
    }

    @Test
    void onlyTheFirstWishIsTold() {
        assertThat(vitals.wish()).isTrue();
        assertThat(vitals.wish()).isFalse();
    }
}
