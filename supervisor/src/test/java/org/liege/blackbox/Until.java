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

    /** Looks again and again for this long, at least once; the first look at which the condition doesn't hold throws. */
    static void stays(Duration span, Runnable assertions) {
        patience("what stays", span.plus(LIMIT)).during(span).until(() -> {
            assertions.run();
            return true;
        });
    }

    /** Until the condition has held at every look for this long. */
    static void settled(Duration span, Callable<Boolean> condition) {
        patience("settled", span.plus(LIMIT)).during(span).until(condition);
    }

    private static ConditionFactory patience(String what, Duration limit) {
        return Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(8))
                .atMost(limit);
    }
}
