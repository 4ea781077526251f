package org.liege.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentCodeTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "shop.example.com", "a b/c?d#e%f", "é€😀", "\u0000\n"})
    void whatIsEncodedIsDecodedAgain(String text) {
        assertThat(PercentCode.encode(text)).matches("[A-Za-z0-9._~%-]*");
        assertThat(PercentCode.decode(PercentCode.encode(text))).contains(text);
    }

    @Test
    void itIsDecodedOnce() {
        assertThat(PercentCode.decode("%252e")).contains("%2e");
        assertThat(PercentCode.decode("a+b")).contains("a+b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "%zz", "%2g", "a%", "%-1", "%ff", "%c3%28", "%\u0665\u0665"})
    void whatIsBrokenIsNothing(String text) {
        assertThat(PercentCode.decode(text)).isEmpty();
    }
}
