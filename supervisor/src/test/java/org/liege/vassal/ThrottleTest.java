package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final Moment NOW = new Moment(5_000, 0);
    private final Policy policy = new Sketch().failedAfter(5).throttleMax(10_000).policy();
    private final Throttle throttle = new Throttle(1);

    private static long delay(Throttle throttle) {
        return throttle.retryAt().millisSince(NOW);
    }

    @Test
    void isDueUntilSomethingFails() {
        assertThat(throttle.due(NOW)).isTrue();
        throttle.failed(NOW, policy);
        assertThat(throttle.due(NOW)).isFalse();
        assertThat(throttle.due(NOW.plusMillis(delay(throttle)))).isTrue();
    }

    @Test
    void theFirstDelayIsWithinAQuarterOfTheDecreedOne() {
        assertThat(LongStream.range(0, 200)).allSatisfy(seed -> {
            Throttle other = new Throttle(seed);
            other.failed(NOW, policy);
            assertThat(delay(other)).isBetween(75L, 125L);
        });
    }

    @Test
    void equalSeedsGiveEqualDelaysAndDifferentSeedsSpreadThem() {
        assertThat(LongStream.range(0, 50).map(seed -> first(seed)).distinct().count()).isGreaterThan(20);
        assertThat(first(3)).isEqualTo(first(3));
    }

    private long first(long seed) {
        Throttle other = new Throttle(seed);
        other.failed(NOW, policy);
        return delay(other);
    }

    @Test
    void theVerdictComesWithTheDecreedNumberOfFailuresAndWaitsAtTheCap() {
        for (int i = 0; i < 4; i++) {
            throttle.failed(NOW, policy);
            assertThat(throttle.verdictFailed()).isFalse();
        }
        throttle.failed(NOW, policy);
        assertThat(throttle.verdictFailed()).isTrue();
        assertThat(delay(throttle)).isBetween(7_500L, 10_000L);
    }

    @Test
    void noNumberOfFailuresOverflowsTheDelay() {
        Policy patient = new Sketch().failedAfter(Integer.MAX_VALUE).throttleMax(Long.MAX_VALUE / 4).policy();
        for (int i = 0; i < 500; i++) {
            throttle.failed(NOW, patient);
            assertThat(delay(throttle)).isPositive();
        }
    }

    @Test
    void aLighterFailureDoesNotShortenTheWaitOfAHeavierOne() {
        for (int i = 0; i < 5; i++) {
            throttle.failed(NOW, policy);
        }
        long before = delay(throttle);
        throttle.shortage(NOW, policy);
        assertThat(delay(throttle)).isEqualTo(before);
    }

    @Test
    void aProvenWorkerClearsEverything() {
        for (int i = 0; i < 9; i++) {
            throttle.failed(NOW, policy);
        }
        throttle.proven();
        assertThat(throttle.verdictFailed()).isFalse();
        assertThat(throttle.failing()).isFalse();
        assertThat(throttle.due(NOW)).isTrue();
        throttle.failed(NOW, policy);
        assertThat(delay(throttle)).isBetween(75L, 125L);
    }

    @Test
    void aTryUnderWayHasNoNextTryButRemembersItsFailures() {
        throttle.failed(NOW, policy);
        throttle.tried();
        assertThat(throttle.retryAt()).isNull();
        assertThat(throttle.failures()).isEqualTo(1);
    }

    @Test
    void whoIsHeldBackIsNotHeldBackLessBySomethingSooner() {
        throttle.notBefore(NOW.plusMillis(700));
        throttle.notBefore(NOW.plusMillis(300));
        assertThat(delay(throttle)).isEqualTo(700);
        assertThat(throttle.failing()).isFalse();
    }
}
