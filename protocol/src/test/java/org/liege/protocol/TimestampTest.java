package org.liege.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "1970-01-01T00:00:00.000Z", "2000-02-29T23:59:59.999Z", "2024-02-29T12:00:00.010Z", "2026-11-23T10:41:07.123Z",
        "2099-12-31T23:59:59.999Z", "2100-03-01T00:00:00.001Z", "9999-12-31T23:59:59.999Z"
    })
    void millisecondsAreAlwaysThreeDigits(String text) {
        assertThat(Timestamp.format(Instant.parse(text))).isEqualTo(text);
        assertThat(Timestamp.parse(text)).isEqualTo(Instant.parse(text));
    }

    @Test
    void itAgreesWithTheJdkOnAnyTime() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochMilli((long) (random.nextDouble() * 253_402_300_799_999L));
            String text = Timestamp.format(instant);
            assertThat(Instant.parse(text)).isEqualTo(instant);
            assertThat(Timestamp.parse(text)).isEqualTo(instant);
        }
    }

    @Test
    void timesBeyondFourDigitsAreHeldAtTheEnds() {
        assertThat(Timestamp.format(Instant.MAX)).isEqualTo("9999-12-31T23:59:59.999Z");
        assertThat(Timestamp.format(Instant.ofEpochMilli(-1))).isEqualTo("1970-01-01T00:00:00.000Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "2026-11-23", "2026-11-23T10:41:07Z", "2026-11-23T10:41:07.1Z", "2026-11-23T10:41:07.123+01:00",
        "2026-13-23T10:41:07.123Z", "2026-00-23T10:41:07.123Z", "2026-11-23T24:41:07.123Z", "2026-11-23 10:41:07.123Z",
        "2026-11-23T10:41:07.12xZ", "2026-11-23T10:41:07.1234Z"
    })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Timestamp.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a time");
    }
}
