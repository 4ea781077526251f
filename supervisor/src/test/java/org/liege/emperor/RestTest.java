package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestTest {
    private static final long SPAN = 10_000_000_000L;

    private final Rest rest = new Rest();

    private boolean take(long cpuMillis, long seconds) {
        return rest.take(cpuMillis, seconds * 1_000_000_000L, SPAN);
    }

    @Test
    void itTakesTheWholeSpan() {
        assertThat(take(500, 0)).isFalse();
        assertThat(take(500, 9)).isFalse();
        assertThat(take(500, 10)).isTrue();
    }

    @Test
    void housekeepingIsRest() {
        take(0, 0);
        assertThat(take(100, 5)).isFalse();
        assertThat(take(200, 10)).isTrue();
    }

    @Test
    void workBeginsTheSpanAnew() {
        take(0, 0);
        assertThat(take(400, 10)).isFalse();
        assertThat(take(400, 19)).isFalse();
        assertThat(take(400, 20)).isTrue();
    }

    @Test
    void aProcessThatHasGoneBeginsTheSpanAnew() {
        take(400, 0);
        assertThat(take(100, 10)).isFalse();
        assertThat(take(100, 20)).isTrue();
    }

    @Test
    void whatIsClearedIsForgotten() {
        take(0, 0);
        rest.clear();
        assertThat(take(0, 10)).isFalse();
        assertThat(take(0, 20)).isTrue();
    }
}
