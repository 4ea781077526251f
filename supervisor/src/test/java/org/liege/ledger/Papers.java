package org.liege.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.liege.vassal.Decree;
import org.liege.vassal.Execution;
import org.liege.vassal.Identity;
import org.liege.vassal.Liveness;
import org.liege.vassal.Memory;
import org.liege.vassal.Moment;
import org.liege.vassal.Policy;
import org.liege.vassal.Readiness;
import org.liege.vassal.Reload;
import org.liege.vassal.ResourceLimits;
import org.liege.vassal.RestartPolicy;
import org.liege.vassal.SocketDecree;
import org.liege.vassal.VassalView;

/** Memories to be written down. */
final class Papers {
    private Papers() {}

    /** Everything that can be there is there, in the most awkward form. */
    static Memory full(String name) {
        Decree old = decree(name, "0ld", new Readiness.Http("/a?b=\"c\\d\n", 204), new Reload.Signal("HUP"));
        Decree fresh = decree(name, "fresh", new Readiness.Notify(), new Reload.Rolling());
        return new Memory(
                name, 3, 4, 17, Optional.of(old), 9, 6,
                new VassalView.ExitView(4711, new Moment(Long.MAX_VALUE, -1), null, "KILL", true),
                new Memory.Setback(2, 1, true, new Moment(5, 6)),
                new Memory.Setback(0, 0, false, null),
                List.of(
                        new Memory.Worker(15, 3, 0, 4712, 99, new Moment(1, 2), true, true, old),
                        new Memory.Worker(16, 4, 0, 4713, 100, new Moment(3, 4), false, false, fresh),
                        new Memory.Worker(17, 4, 1, 0, 0, null, false, false, fresh)),
                List.of(new VassalView.SocketView("/run/a \u00e9\ud83d\ude00.sock", 4_000_000_000L, "master", 5, 7)));
    }

    /** Nothing that can be left out is there. */
    static Memory bare(String name) {
        return new Memory(name, 0, 0, 0, Optional.empty(), 0, 0, null, Memory.Setback.NONE, Memory.Setback.NONE,
                List.of(), List.of());
    }

    private static Decree decree(String name, String digest, Readiness readiness, Reload reload) {
        Execution execution = new Execution(
                List.of("/bin/a b", "", "\t'\u0001"), "/srv", Map.of("KEY", "v=\u2028", "EMPTY", ""), 022,
                new Identity(33, 33, List.of(4, 5), "www", "/", "/bin/sh"),
                new ResourceLimits(OptionalLong.of(Long.MAX_VALUE), OptionalLong.empty(), OptionalLong.of(0), OptionalLong.empty()),
                OptionalInt.of(-20), true, 3, true, "RTMIN+3");
        Policy policy = new Policy(readiness, 1, 2, 3, RestartPolicy.ON_FAILURE, 4, 5, 6, reload,
                new Liveness(7, Optional.of(new Readiness.Http("/", 0)), 8, 9), -10);
        return new Decree(name, "/etc/" + name + ".ini", "vassal", digest, execution,
                List.of(new SocketDecree("/run/a", 1, 0660, 0, 33, true)), 2, policy, Map.of("owner", "me"));
    }
}
