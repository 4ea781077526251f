package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuTimeTest {
    @Test
    void itsOwnAndItsEndedChildrensTimesAreAdded() {
        String text = "7 (a) b) S 1 7 7 0 -1 4194560 1 2 3 4 100 20 3 1 20 0 1 0 5000 1 1";
        assertThat(CpuTime.parse(text)).hasValue(1240);
    }

    @Test
    void nonsenseIsNoTime() {
        assertThat(CpuTime.parse("")).isEmpty();
        assertThat(CpuTime.parse("7 (a) S 1 2")).isEmpty();
    }

    @Test
    void aProcessThatHasGoneHasNone() {
        assertThat(CpuTime.millis(Integer.MAX_VALUE)).isEmpty();
        assertThat(CpuTime.millis((int) ProcessHandle.current().pid()).getAsLong()).isPositive();
    }
}
