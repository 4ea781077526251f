package org.liege.decree;

import static org.liege.decree.KeySketch.key;

import java.util.List;

/** The keys that say when a listen queue counts as overloaded. */
final class LoadKeys {
    private static final String LOAD = "Load";

    private LoadKeys() {}

    static List<Key> all() {
        return List.of(
                key(LOAD, "overload-at").form("1%-100%").preset("80%")
                        .means("So much of the backlog has to be taken by waiting connections for the state to become "
                                + "`overloaded`, in the fullest queue of the vassal. It tells; it starts and restarts nothing.")
                        .examples("60%")
                        .does((draft, name, value) -> draft.policy.overloadAtPercent = ShareText.parse(value.text(), 1)),
                key(LOAD, "overload-clear").form("0%-99%").preset("50%")
                        .means("When no more of the backlog is taken it is not overloaded any more; less than "
                                + "`overload-at`, so that the state does not flicker.")
                        .examples("20%")
                        .does((draft, name, value) ->
                                draft.policy.overloadClearPercent = ShareText.parse(value.text(), 0)),
                key(LOAD, "overload-for").form("duration").preset("250ms")
                        .means("How long it has to have been so, either way.")
                        .examples("2s")
                        .does((draft, name, value) ->
                                draft.policy.overloadForMillis = DurationText.parse(value.text(), 0)));
    }
}
