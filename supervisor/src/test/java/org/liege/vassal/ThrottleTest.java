package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final Moment NOW = new Moment(10_000, 1_700_000_000_000L);
    private static final Policy POLICY = Edict.of("shop").throttle(100, 2_000, 3).policy();

    private final Throttle throttle = new Throttle(7);

    private long delayAfterFailure(Policy policy) {
        throttle.tried();
        throttle.failed(NOW, policy);
        return throttle.retryAt().millisSince(NOW);
    }

    @Test
    void isDueBeforeAnythingFailed() {
        assertThat(throttle.due(NOW)).isTrue();
        assertThat(throttle.failing()).isFalse();
    }

    @Test
    void doublesWithJitterOfAQuarterEitherWay() {
        Policy patient = Edict.of("shop").throttle(100, 1_000_000, 1_000).policy();
        for (int failure = 0; failure < 12; failure++) {
            long doubled = 100L << failure;
            assertThat(delayAfterFailure(patient)).isBetween(doubled * 3 / 4, doubled * 5 / 4);
        }
    }

    @Test
    void neverExceedsTheCapHoweverManyFailed() {
        Policy endless = Edict.of("shop").throttle(100, 2_000, 100_000).policy();
        for (int failure = 0; failure < 10_000; failure++) {
            assertThat(delayAfterFailure(endless)).isBetween(1L, 2_000L);
        }
    }

    @Test
    void theLongestDelaysDoNotOverflow() {
        Policy ages = Edict.of("shop").throttle(Long.MAX_VALUE / 8, Long.MAX_VALUE / 4, 1_000).policy();
        for (int failure = 0; failure < 100; failure++) {
            assertThat(delayAfterFailure(ages)).isPositive();
        }
    }

    @Test
    void theSmallestDelayIsAMillisecond() {
        assertThat(delayAfterFailure(Edict.of("shop").throttle(1, 1, 9).policy())).isEqualTo(1);
    }

    @Test
    void passesTheVerdictAfterThatManyFailuresInARow() {
        throttle.failed(NOW, POLICY);
        throttle.failed(NOW, POLICY);
        assertThat(throttle.verdictFailed()).isFalse();
        throttle.failed(NOW, POLICY);
        assertThat(throttle.verdictFailed()).isTrue();
        assertThat(throttle.failures()).isEqualTo(3);
    }

    @Test
    void goesOnAtTheCapAfterTheVerdict() {
        for (int failure = 0; failure < 3; failure++) {
            throttle.failed(NOW, POLICY);
        }
        assertThat(delayAfterFailure(POLICY)).isBetween(1_500L, 2_000L);
    }

    @Test
    void aLaterVerdictAskedForByAnEditDoesNotTakeBackTheOnePassed() {
        for (int failure = 0; failure < 3; failure++) {
            throttle.failed(NOW, POLICY);
        }
        throttle.failed(NOW, Edict.of("shop").throttle(100, 2_000, 50).policy());
        assertThat(throttle.verdictFailed()).isTrue();
    }

    @Test
    void shortagesDelayMoreAndMoreButNeverLeadToTheVerdict() {
        for (int shortage = 0; shortage < 100; shortage++) {
            throttle.shortage(NOW, POLICY);
        }
        assertThat(throttle.verdictFailed()).isFalse();
        assertThat(throttle.failing()).isTrue();
        assertThat(throttle.retryAt().millisSince(NOW)).isBetween(1_500L, 2_000L);
    }

    @Test
    void aLighterFailureDoesNotShortenTheWaitThatStands() {
        for (int failure = 0; failure < 3; failure++) {
            throttle.failed(NOW, POLICY);
        }
        Moment retryAt = throttle.retryAt();
        throttle.shortage(NOW, POLICY);
        assertThat(throttle.retryAt()).isEqualTo(retryAt);
    }

    @Test
    void isDueExactlyWhenTheDelayIsOver() {
        throttle.failed(NOW, POLICY);
        Moment retryAt = throttle.retryAt();
        assertThat(throttle.due(retryAt.plusMillis(-1))).isFalse();
        assertThat(throttle.due(retryAt)).isTrue();
    }

    @Test
    void looksAtTheMonotonicClockOnly() {
        throttle.failed(NOW, POLICY);
        assertThat(throttle.due(new Moment(NOW.monotonicMillis(), Long.MAX_VALUE))).isFalse();
        assertThat(throttle.due(new Moment(NOW.monotonicMillis() + 200, 0))).isTrue();
    }

    @Test
    void aProvenWorkerForgivesEverything() {
        for (int failure = 0; failure < 9; failure++) {
            throttle.failed(NOW, POLICY);
        }
        throttle.proven();
        assertThat(throttle.due(NOW)).isTrue();
        assertThat(throttle.verdictFailed()).isFalse();
        assertThat(delayAfterFailure(POLICY)).isBetween(75L, 125L);
    }

    @Test
    void aTryUnderWayKeepsTheCountButNotTheMoment() {
        throttle.failed(NOW, POLICY);
        throttle.tried();
        assertThat(throttle.retryAt()).isNull();
        assertThat(throttle.failing()).isTrue();
    }

    @Test
    void differentSeedsSpreadAHerd() {
        long distinct = java.util.stream.LongStream.range(0, 200).map(seed -> {
            Throttle one = new Throttle(seed);
            one.failed(NOW, Edict.of("shop").throttle(10_000, 20_000, 9).policy());
            return one.retryAt().millisSince(NOW);
        }).distinct().count();
        assertThat(distinct).isGreaterThan(150);
    }
}
