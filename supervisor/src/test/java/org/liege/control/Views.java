package org.liege.control;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;
import org.liege.vassal.VassalView.ExitView;
import org.liege.vassal.VassalView.SocketView;
import org.liege.vassal.VassalView.WorkerView;

/** Vassals to look at. */
public final class Views {
    public static final Moment AS_OF = moment("2026-11-23T10:52:00.001Z");

    private Views() {}

    public static Moment moment(String text) {
        long millis = Instant.parse(text).toEpochMilli();
        return new Moment(millis, millis);
    }

    /** The example of PROTOCOL. */
    public static VassalView shop() {
        WorkerView worker = new WorkerView(4711, 3, true, false, moment("2026-11-23T10:41:07.123Z"));
        return view("shop", State.RUNNING, List.of(worker));
    }

    public static VassalView stopped(String name) {
        return view(name, State.STOPPED, List.of());
    }

    public static VassalView running(String name, int generation) {
        return view(name, State.RUNNING, List.of(new WorkerView(4711, generation, true, false, AS_OF)));
    }

    public static VassalView view(String name, State state, List<WorkerView> workers) {
        boolean ready = workers.stream().anyMatch(WorkerView::ready);
        return new VassalView(
                name,
                state,
                "ready after 412 ms",
                "ready",
                moment("2026-11-23T10:41:07.123Z"),
                true,
                ready,
                false,
                "/etc/liege/vassals/" + name + ".ini",
                "vassal",
                "boot",
                0,
                false,
                List.of(new Fault(
                        "/etc/liege/vassals/" + name + ".ini", 7, "unknown key 'comand'; did you mean 'command'?")),
                3,
                workers,
                List.of(new SocketView("/run/liege/apps/" + name + ".sock", 88123, "master", 100, 100)),
                3,
                2,
                null,
                412L,
                new ExitView(4700, moment("2026-11-23T10:41:06.000Z"), null, "KILL", false),
                Map.of());
    }
}
