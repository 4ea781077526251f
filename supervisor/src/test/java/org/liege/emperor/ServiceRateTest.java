package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ServiceRateTest {
    private static final long MILLI = 1_000_000;

    private final ServiceRate rate = new ServiceRate();
    private long nowNanos = 5;

    @Test
    void isUnknownUntilSomebodyIsSeenToBeAccepted() {
        assertThat(rate.waitMillis(8)).isEmpty();
        after(50, 1, 2, 3);
        after(50, 1, 2, 3, 4);
        assertThat(rate.waitMillis(4)).isEmpty();
        after(50, 2, 3, 4);
        assertThat(rate.waitMillis(4)).hasValue(400);
    }

    @Test
    void isTheTimeThatThoseBeforeHaveNeeded() {
        work(10, 100);
        assertThat(rate.waitMillis(8).orElseThrow()).isCloseTo(800, within(80L));
        assertThat(rate.waitMillis(0)).hasValue(0);
    }

    @Test
    void countsWhoWasAcceptedAfterHavingGone() {
        after(0, 1, 2, 3, 4);
        after(100, 1, 0, 0, 4);
        after(100, 0, 4);
        assertThat(rate.waitMillis(1)).as("two in two tenths of a second").hasValue(100);
    }

    @Test
    void clientsThatGiveUpAreNotServed() {
        after(0, 1, 2, 3);
        after(1000, 0, 0, 0);
        after(1000, 0, 0, 0, 4);
        assertThat(rate.waitMillis(4)).isEmpty();
    }

    @Test
    void timeInWhichNobodyWaitsDoesNotCount() {
        work(10, 100);
        long before = rate.waitMillis(8).orElseThrow();
        after(400);
        after(60_000);
        after(0, 7001, 7002);
        assertThat(rate.waitMillis(8)).hasValue(before);
    }

    @Test
    void aQueueThatIsNewThroughoutWentAtLeastSoFast() {
        work(10, 100);
        after(0, 8001, 8002);
        after(100, 8101, 8102);
        assertThat(rate.waitMillis(8).orElseThrow()).as("faster than ever seen").isBetween(400L, 760L);
        after(60_000, 8201);
        assertThat(rate.waitMillis(8).orElseThrow()).as("slower tells nothing").isBetween(400L, 760L);
    }

    @Test
    void followsAnAppThatSlowsDown() {
        work(100, 10);
        assertThat(rate.waitMillis(10).orElseThrow()).isCloseTo(100, within(15L));
        work(60, 1000);
        assertThat(rate.waitMillis(10).orElseThrow()).isCloseTo(10_000, within(500L));
    }

    @Test
    void anAppThatIsStuckMakesTheWaitGrow() {
        work(20, 100);
        long before = rate.waitMillis(8).orElseThrow();
        List<Long> standing = List.of(9001L, 9002L, 9003L);
        rate.look(standing, nowNanos);
        for (int i = 0; i < 100; i++) {
            nowNanos += 100 * MILLI;
            rate.look(standing, nowNanos);
        }
        assertThat(rate.waitMillis(8).orElseThrow()).isGreaterThan(20 * before);
    }

    @Test
    void endlessQueuesCostNoMoreThanTheirHeads() {
        rate.look(LongStream.rangeClosed(1, 60_000).boxed().toList(), nowNanos);
        nowNanos += 100 * MILLI;
        rate.look(LongStream.rangeClosed(11, 60_010).boxed().toList(), nowNanos);
        assertThat(rate.waitMillis(60_000)).hasValue(600_000);
    }

    private void after(long millis, long... waiting) {
        nowNanos += millis * MILLI;
        rate.look(LongStream.of(waiting).boxed().toList(), nowNanos);
    }

    private long next = 100;

    /** So many are accepted, one each time, of a queue that is filled up to three. */
    private void work(int times, long millis) {
        for (int i = 0; i < times; i++) {
            after(i == 0 ? 0 : millis, next, next + 1, next + 2);
            next++;
        }
        next += 10;
    }
}
