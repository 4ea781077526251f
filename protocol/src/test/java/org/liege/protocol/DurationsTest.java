package org.liege.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5000", "250ms, 250", "5s, 5000", "10m, 600000", "1h, 3600000",
        "999999999h, 3599999996400000"})
    void durationsHaveUnits(String text, long millis) {
        assertThat(Durations.millis(text)).hasValue(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "ms", "-1s", "+1s", "1.5s", "1 s", "1S", "soon", "9999999999s", "1d1", "\u0665s"})
    void anythingElseIsNone(String text) {
        assertThat(Durations.millis(text)).isEmpty();
    }
}
