package org.liege.decree;

import static org.liege.decree.KeySketch.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.liege.vassal.RestartPolicy;

/** The keys that say how the workers are supervised. */
final class PolicyKeys {
    private static final String START = "Start and stop";
    private static final String RESTART = "Restarts";
    private static final String TOLD = "Output and metadata";

    private PolicyKeys() {}

    static List<Key> all() {
        List<Key> keys = new ArrayList<>(start());
        keys.addAll(restart());
        keys.addAll(LivenessKeys.all());
        keys.addAll(told());
        return keys;
    }

    private static List<Key> start() {
        return List.of(
                key(START, "start").form("boot").preset("boot")
                        .means("When the workers are started: as soon as the file is there.")
                        .examples("boot")
                        .does((draft, name, value) -> Choice.parse(value.text(), List.of("boot"), List.of("demand"))),
                key(START, "ready").form("accept, notify, spawn, http:/path or http:/path=status").preset("accept")
                        .means("When a worker counts as ready: `accept`, it took a probe connection from the queue; "
                                + "`notify`, it sent READY=1 (sd_notify(3)), which always counts; `spawn`, its "
                                + "program was executed; `http:/path`, a GET over the socket is answered with 200-399 "
                                + "or the wanted status.")
                        .examples("spawn", "notify", "http:/health", "http:/health=204")
                        .does((draft, name, value) -> draft.policy.readiness = ReadinessText.parse(value.text())),
                key(START, "ready-delay").form("duration").preset("0s")
                        .means("A wait added after the worker was found ready.")
                        .examples("1500ms")
                        .does((draft, name, value) ->
                                draft.policy.readyDelayMillis = DurationText.parse(value.text(), 0)),
                key(START, "start-timeout").form("duration").preset("60s")
                        .means("A worker not ready by then is killed, and the start has failed.")
                        .examples("2s")
                        .does((draft, name, value) ->
                                draft.policy.startTimeoutMillis = DurationText.parse(value.text(), 1)),
                key(START, "stop-signal").form("signal name").preset("TERM")
                        .means("The signal that asks a worker to end, with or without SIG. KILL ends it at once.")
                        .examples("INT", "SIGQUIT")
                        .does((draft, name, value) -> draft.execution.stopSignal = SignalName.parse(value.text())),
                key(START, "stop-timeout").form("duration").preset("30s")
                        .means("From the stop signal until the whole tree of processes is killed.")
                        .examples("1s")
                        .does((draft, name, value) ->
                                draft.policy.stopTimeoutMillis = DurationText.parse(value.text(), 0)),
                key(START, "priority").form("number").preset("0")
                        .means("Order in which vassals start when many want to; the smaller goes first.")
                        .examples("-10")
                        .does((draft, name, value) -> draft.policy.priority =
                                NumberText.parseInt(value.text(), Integer.MIN_VALUE, Integer.MAX_VALUE)));
    }

    private static List<Key> restart() {
        return List.of(
                key(RESTART, "restart").form("always, on-failure or never").preset("always")
                        .means("After which ends a worker is started again; a failure is an exit other than 0, a "
                                + "signal, or an out-of-memory kill.")
                        .examples("never", "on-failure")
                        .does((draft, name, value) -> draft.policy.restart = restart(value.text())),
                key(RESTART, "throttle").form("duration").preset("100ms")
                        .means("Wait after the first failed start; it grows with each further one and is jittered.")
                        .examples("700ms")
                        .does((draft, name, value) ->
                                draft.policy.throttleMillis = DurationText.parse(value.text(), 1)),
                key(RESTART, "throttle-max").form("duration").preset("30s")
                        .means("What the wait grows to at most.")
                        .examples("300ms")
                        .does((draft, name, value) ->
                                draft.policy.throttleMaxMillis = DurationText.parse(value.text(), 1)),
                key(RESTART, "failed-after").form("1-1000000").preset("5")
                        .means("Failed starts in a row until the state is `failed` and the socket refuses; starts are "
                                + "tried on, at throttle-max.")
                        .examples("2")
                        .does((draft, name, value) ->
                                draft.policy.failedAfter = NumberText.parseInt(value.text(), 1, 1_000_000)),
                key(RESTART, "reload").form("rolling, restart or signal:name").preset("rolling")
                        .means("How an edit, a touch of the file or `liege reload` reaches the workers: `rolling`, new "
                                + "ones start beside the old, which end when the new are ready; `restart`, the old "
                                + "end first; `signal:HUP`, the workers get that signal and reload by themselves, "
                                + "unless they have to be executed differently.")
                        .examples("signal:HUP", "restart")
                        .does((draft, name, value) -> draft.policy.reload = ReloadText.parse(value.text())));
    }

    private static List<Key> told() {
        return List.of(
                key(TOLD, "log").form("direct").preset("direct")
                        .means("Where the workers' output goes: `direct`, they append to the vassal's file in the log "
                                + "directory themselves.")
                        .examples("direct")
                        .does((draft, name, value) ->
                                Choice.parse(value.text(), List.of("direct"), List.of("file", "journal", "null"))),
                key(TOLD, "name.*").form("text").otherwise("none")
                        .means("Free metadata, shown in the state without the `name.`: at most 64 keys of 256 "
                                + "characters each.")
                        .examples("the shop team")
                        .does((draft, name, value) -> metadata(draft, name, value.text())));
    }

    private static RestartPolicy restart(String text) throws BadValue {
        String word = Choice.parse(text, List.of("always", "on-failure", "never"), List.of());
        return RestartPolicy.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static void metadata(Draft draft, String key, String text) throws BadValue {
        String name = key.substring("name.".length());
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new BadValue("needs a name of letters, digits, '.', '_' and '-' after 'name.'");
        }
        if (text.length() > Limits.METADATA_CHARS) {
            throw new BadValue("is longer than " + Limits.METADATA_CHARS + " characters");
        }
        draft.metadata.put(name, text);
        if (draft.metadata.size() > Limits.METADATA) {
            throw new BadValue("is one of more than " + Limits.METADATA + " metadata keys");
        }
    }
}
