package org.liege.realm;

import java.util.List;
import java.util.Map;
import org.liege.vassal.Moment;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;

/** Views of vassals, made by hand. */
final class Views {
    private Views() {}

    static VassalView of(String name, State state, List<VassalView.WorkerView> workers) {
        return new VassalView(name, state, "", "", new Moment(0, 0), true, !workers.isEmpty(), false, "/etc/" + name,
                "vassal", "boot", false, List.of(), 1, workers, List.of(), 1, 0, null, null, Map.of());
    }
}
