package org.liege.blackbox;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Waits for conditions, looking every few milliseconds. The limit only bounds a test that fails. */
final class Until {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Until() {}

    static void holds(String what, Callable<Boolean> condition) {
        patience(what, LIMIT).until(condition);
    }

    static void holds(String what, Duration limit, Callable<Boolean> condition) {
        patience(what, limit).until(condition);
    }

    /** Until the assertions pass; the last one to fail is the test's failure. */
    static void passes(ThrowingRunnable assertions) {
        patience("assertions", LIMIT).untilAsserted(assertions);
    }

    static void passes(Duration limit, ThrowingRunnable assertions) {
        patience("assertions", limit).untilAsserted(assertions);
    }

    private static ConditionFactory patience(String what, Duration limit) {
        return Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(8))
                .atMost(limit);
    }
}
