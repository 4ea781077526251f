package org.liege.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.liege.vassal.Decree;
import org.liege.vassal.Execution;
import org.liege.vassal.Liveness;
import org.liege.vassal.Overload;
import org.liege.vassal.Policy;
import org.liege.vassal.Readiness;
import org.liege.vassal.Reload;
import org.liege.vassal.ResourceLimits;
import org.liege.vassal.RestartPolicy;
import org.liege.vassal.SocketDecree;
import org.liege.vassal.Start;

/** Writes vassal files: new ones, and edits of every kind. */
final class Scribe {
    private static final List<Temper> TEMPERS = List.of(
            Temper.HEALTHY, Temper.HEALTHY, Temper.FLAKY, Temper.FLAKY, Temper.FLAKY,
            Temper.STUBBORN, Temper.HANGING, Temper.HANGING, Temper.HOPELESS, Temper.MUTE, Temper.BRIEF);

    private final Dice dice;
    private int revision;

    Scribe(Dice dice) {
        this.dice = dice;
    }

    Decree fresh(String name) {
        Policy policy = policy();
        return new Decree(name, "/etc/liege/vassals/" + name + ".ini", "vassal", digest(),
                execution(dice.pick(TEMPERS)), sockets(name, policy), processes(), policy, Map.of());
    }

    /** The same content, written again. */
    Decree touched(Decree old) {
        return with(old, old.execution(), old.sockets(), old.processes(), old.policy(), old.metadata());
    }

    /** An edit that running workers need not notice. */
    Decree editedLive(Decree old) {
        return switch (dice.between(0, 3)) {
            case 0 -> with(old, old.execution(), old.sockets(), processes(), old.policy(), old.metadata());
            case 1 -> with(old, old.execution(), old.sockets(), old.processes(), old.sockets().isEmpty() ? old.policy() : policy(),
                    old.metadata());
            case 2 -> with(old, old.execution(), rebacked(old.sockets()), old.processes(), old.policy(),
                    old.metadata());
            default -> with(old, old.execution(), old.sockets(), old.processes(), old.policy(), Map.of("r", digest()));
        };
    }

    /** An edit that needs new workers. */
    Decree editedThoroughly(Decree old) {
        Policy policy = policy();
        boolean elsewhere = dice.chance(20) || old.sockets().isEmpty();
        return with(old, execution(dice.pick(TEMPERS)), elsewhere ? sockets(old.name(), policy) : old.sockets(), processes(),
                policy, old.metadata());
    }

    /** Everything as before, but the app is a bad one now. */
    Decree badlyDeployed(Decree old) {
        return deployed(old, dice.chance(70) ? Temper.HOPELESS : Temper.MUTE);
    }

    /** Everything as before, but the app is a good one now. */
    Decree mended(Decree old) {
        return deployed(old, dice.pick(List.of(Temper.HEALTHY, Temper.FLAKY, Temper.HANGING)));
    }

    private Decree deployed(Decree old, Temper temper) {
        return with(old, execution(temper), old.sockets(), old.processes(), old.policy(), old.metadata());
    }

    private Decree with(Decree old, Execution execution, List<SocketDecree> sockets, int processes, Policy policy,
            Map<String, String> metadata) {
        return new Decree(old.name(), old.file(), old.kind(), digest(), execution, sockets, processes, policy,
                metadata);
    }

    private String digest() {
        return "r" + ++revision;
    }

    private Execution execution(Temper temper) {
        return new Execution(List.of("/srv/app", temper.name(), "r" + revision), "/", Map.of(), 022, null,
                ResourceLimits.INHERITED, OptionalInt.empty(), true, 3, false, "TERM");
    }

    /** One that starts on demand needs one to be called at. */
    private List<SocketDecree> sockets(String name, Policy policy) {
        List<SocketDecree> sockets = new ArrayList<>();
        for (int i = dice.between(0, 2); i >= 0; i--) {
            sockets.add(new SocketDecree("/run/liege/apps/" + name + "." + i + ".sock", backlog(), 0660, 0, 0, true));
        }
        return policy.start() == Start.BOOT && dice.chance(10) ? List.of() : sockets;
    }

    private List<SocketDecree> rebacked(List<SocketDecree> sockets) {
        int backlog = backlog();
        return sockets.stream()
                .map(old -> new SocketDecree(old.path(), backlog, old.mode(), old.uid(), old.gid(), old.masters()))
                .toList();
    }

    private int backlog() {
        return dice.pick(List.of(0, 1, 5, 8, 20, 100));
    }

    private int processes() {
        return dice.chance(50) ? 1 : dice.between(1, 4);
    }

    private Policy policy() {
        long throttleMillis = dice.between(50L, 400L);
        Start start = dice.chance(35) ? Start.DEMAND : Start.BOOT;
        long idleMillis = start == Start.DEMAND && dice.chance(70) ? dice.between(200L, 4_000L) : 0;
        return new Policy(
                new Readiness.Accept(),
                dice.chance(70) ? 0 : dice.between(1L, 400L),
                dice.between(600L, 3_000L),
                dice.chance(10) ? 0 : dice.between(100L, 2_000L),
                dice.chance(70) ? RestartPolicy.ALWAYS : dice.pick(List.of(RestartPolicy.values())),
                throttleMillis,
                throttleMillis + dice.between(0L, 3_500L),
                dice.between(1, 5),
                reload(),
                liveness(),
                start,
                idleMillis,
                overload(),
                dice.chance(60) ? 0 : dice.between(-2, 2));
    }

    private Overload overload() {
        int clearPercent = dice.between(0, 90);
        return dice.chance(50) ? Overload.STANDARD
                : new Overload(dice.between(clearPercent + 1, 100), clearPercent, dice.chance(10) ? 0 : dice.between(50L, 1_500L));
    }

    private Reload reload() {
        if (dice.chance(65)) {
            return new Reload.Rolling();
        }
        return dice.chance(50) ? new Reload.Restart() : new Reload.Signal("HUP");
    }

    private Liveness liveness() {
        Optional<Readiness.Http> health = dice.chance(20) ? Optional.of(new Readiness.Http("/", 0)) : Optional.empty();
        return new Liveness(dice.chance(30) ? dice.between(800L, 4_000L) : 0, health, dice.between(500L, 3_000L),
                dice.between(1, 3));
    }
}
