package org.liege.decree;

import static org.liege.decree.KeySketch.key;

import java.util.List;
import java.util.Optional;

/** The keys that say how a worker is told that runs and does nothing. */
final class LivenessKeys {
    private static final String LIVENESS = "Liveness";
    private static final String OFF = "off";

    private LivenessKeys() {}

    static List<Key> all() {
        return List.of(
                key(LIVENESS, "watchdog").form("duration or off").preset(OFF)
                        .means("A ready worker that has not sent WATCHDOG=1 (sd_notify(3)) for so long, or sends "
                                + "WATCHDOG=trigger, hangs and is replaced; WATCHDOG_USEC tells it. At least 100ms.")
                        .examples("2s")
                        .does((draft, name, value) -> draft.policy.watchdogMillis = watchdog(value.text())),
                key(LIVENESS, "health").form("http:/path, http:/path=status or off").preset(OFF)
                        .means("A GET over the first socket that has to be answered with 200-399 or the wanted "
                                + "status; else the workers hang, and all of them are replaced. A check that still "
                                + "waits in a queue which moves has not failed: a busy app is left alone.")
                        .examples("http:/health", "http:/health=204")
                        .does((draft, name, value) -> draft.policy.health = value.text().equals(OFF)
                                ? Optional.empty()
                                : Optional.of(ReadinessText.parseHttp(
                                        value.text(), "'http:/path', 'http:/path=204' or 'off'"))),
                key(LIVENESS, "health-interval").form("duration").preset("10s")
                        .means("From one `health` check to the next; one without an answer by then has failed. At "
                                + "least 100ms.")
                        .examples("300ms")
                        .does((draft, name, value) ->
                                draft.policy.healthIntervalMillis = DurationText.parse(value.text(), 100)),
                key(LIVENESS, "health-failures").form("1-1000000").preset("3")
                        .means("Failed `health` checks in a row until the workers are replaced.")
                        .examples("1")
                        .does((draft, name, value) ->
                                draft.policy.healthFailures = NumberText.parseInt(value.text(), 1, 1_000_000)));
    }

    private static long watchdog(String text) throws BadValue {
        return text.equals(OFF) ? 0 : DurationText.parse(text, 100);
    }
}
