package org.liege.control;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.liege.protocol.Durations;
import org.liege.protocol.Problem;
import org.liege.vassal.State;
import org.liege.vassal.Verb;

/** Finds out which call a request is: the table of paths, methods and parameters. */
final class Switchboard {
    /** As DESIGN has it for vassals; nothing else can be an app. */
    private static final int NAME_LENGTH = 100;

    private Switchboard() {}

    static Call connect(Door door, RequestHead head) {
        Optional<Target> target = Target.of(head.target());
        if (target.isEmpty()) {
            return Call.bad("the request target is not a path, or its percent-encoding is broken");
        }
        return connect(door, head.method(), target.get());
    }

    private static Call connect(Door door, String method, Target target) {
        List<String> path = target.path();
        if (path.equals(List.of("healthz"))) {
            return reading(method, new Call.Health());
        }
        if (path.equals(List.of("v1", "confirm"))) {
            return confirm(door, method);
        }
        if (path.equals(List.of("v1", "events"))) {
            return reading(method, events(target.query()));
        }
        if (path.size() < 2 || !path.get(0).equals("v1") || !path.get(1).equals("apps")) {
            return unknown();
        }
        return switch (path.size()) {
            case 2 -> reading(method, apps(target.query()));
            case 3 -> path.get(2).isEmpty() ? unknown() : reading(method, app(path.get(2)));
            case 4 -> ofApp(door, method, path.get(2), path.get(3), target.query());
            default -> unknown();
        };
    }

    private static Call ofApp(
            Door door, String method, String name, String word, Map<String, Optional<String>> query) {
        if (word.equals("history")) {
            return reading(method, isName(name) ? new Call.History(name) : new Call.Refused(Problem.unknownApp(name), null));
        }
        return route(name, word).orElseGet(() -> Verb.of(word)
                .map(verb -> order(door, method, name, verb, query))
                .orElseGet(Switchboard::unknown));
    }

    private static Call confirm(Door door, String method) {
        if (!method.equals("POST")) {
            return wrongMethod("POST");
        }
        return door.tellsAll() ? new Call.Confirm() : wrongDoor(null);
    }

    private static Call wrongDoor(String app) {
        String detail = "orders are taken at " + Door.CONTROL.file() + " only";
        return new Call.Refused(new Problem(403, Problem.Code.WRONG_DOOR, detail, app, List.of()), null);
    }

    private static Call unknown() {
        return Call.refused(404, Problem.Code.UNKNOWN_CALL, "there is no such call");
    }

    private static Call reading(String method, Call call) {
        return method.equals("GET") || method.equals("HEAD") ? call : wrongMethod("GET, HEAD");
    }

    private static Call wrongMethod(String allow) {
        String detail = "this call is made by " + allow;
        return new Call.Refused(Problem.of(405, Problem.Code.METHOD_NOT_ALLOWED, detail), allow);
    }

    /** By any method: a proxy asks with that of the request it could not serve. */
    private static Optional<Call> route(String name, String word) {
        if (!word.equals("route") && !word.equals("gate")) {
            return Optional.empty();
        }
        return Optional.of(new Call.Route(name, word.equals("gate")));
    }

    private static Call app(String name) {
        return isName(name) ? new Call.OneApp(name) : new Call.Refused(Problem.unknownApp(name), null);
    }

    private static Call order(
            Door door, String method, String name, Verb verb, Map<String, Optional<String>> query) {
        if (!method.equals("POST")) {
            return wrongMethod("POST");
        }
        if (!door.tellsAll()) {
            return wrongDoor(name);
        }
        OptionalLong wait = query.containsKey("wait")
                ? query.get("wait").map(Durations::millis).orElse(OptionalLong.empty())
                : OptionalLong.of(0);
        if (wait.isEmpty() || wait.getAsLong() > Limits.WAIT_MILLIS) {
            return Call.bad("wait is a duration such as 250ms, 5s or 10m, at most 10m");
        }
        return isName(name)
                ? new Call.Order(name, verb, wait.getAsLong())
                : new Call.Refused(Problem.unknownApp(name), null);
    }

    private static Call apps(Map<String, Optional<String>> query) {
        if (query.values().stream().anyMatch(Optional::isEmpty)) {
            return Call.bad("a parameter is given twice");
        }
        String state = value(query, "state");
        String after = value(query, "after");
        int limit = limit(value(query, "limit"));
        if (state != null && state(state).isEmpty()) {
            return Call.bad("state is one of idle, starting, running, overloaded, reloading, backoff, failed, stopping,"
                    + " stopped, invalid");
        }
        if (after != null && !isName(after)) {
            return Call.bad("after is the name of an app");
        }
        if (limit == 0) {
            return Call.bad("limit is a number from 1 to " + Limits.PAGE_APPS);
        }
        return new Call.Apps(state == null ? null : state(state).orElseThrow(), limit, after);
    }

    private static Call events(Map<String, Optional<String>> query) {
        if (query.values().stream().anyMatch(Optional::isEmpty)) {
            return Call.bad("a parameter is given twice");
        }
        String app = value(query, "app");
        String after = value(query, "after");
        if (app != null && !isName(app)) {
            return new Call.Refused(Problem.unknownApp(app), null);
        }
        if (after != null && Subscription.sequence(after) < 0) {
            return Call.bad("after is the sequence of an event or a snapshot");
        }
        return new Call.Events(app, after == null ? -1 : Subscription.sequence(after));
    }

    /** The value, or null when it is absent or empty. */
    private static String value(Map<String, Optional<String>> query, String name) {
        return query.getOrDefault(name, Optional.empty()).filter(value -> !value.isEmpty()).orElse(null);
    }

    private static Optional<State> state(String word) {
        for (State state : State.values()) {
            if (state.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** Zero when it is none. */
    private static int limit(String text) {
        if (text == null) {
            return Limits.PAGE_APPS;
        }
        boolean digits = text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int limit = digits ? Integer.parseInt(text) : 0;
        return limit <= Limits.PAGE_APPS ? limit : 0;
    }

    /** {@code [A-Za-z0-9_][A-Za-z0-9._-]{0,99}}. */
    static boolean isName(String text) {
        boolean fits = !text.isEmpty() && text.length() <= NAME_LENGTH && ".-".indexOf(text.charAt(0)) < 0;
        for (int i = 0; fits && i < text.length(); i++) {
            char c = text.charAt(i);
            fits = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._-".indexOf(c) >= 0;
        }
        return fits;
    }
}
