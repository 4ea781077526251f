package org.liege.realm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liege.vassal.Action;
import org.liege.vassal.Edict;
import org.liege.vassal.Exit;
import org.liege.vassal.Fact;
import org.liege.vassal.Moment;
import org.liege.vassal.Reason;
import org.liege.vassal.SocketDecree;
import org.liege.vassal.State;
import org.liege.vassal.StateLog;
import org.liege.vassal.VassalView;

/** A realm in virtual time whose listeners open and whose processes are spawned in the turn that asks for them. */
final class Kingdom {
    private static final long TICKS = 5_000;

    private final Map<String, Integer> latestPid = new HashMap<>();
    private final List<String> spawned = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final Realm realm;
    private int nextPid = 100;
    private Moment now = new Moment(1_000, 1_700_000_000_000L);

    Kingdom(int maxStarting, String... stoppedBefore) {
        realm = new Realm(maxStarting, 1, Set.of(stoppedBefore), new StateLog() {
            @Override
            public void moved(String vassal, State from, State to, Reason reason, Moment at) {}

            @Override
            public void impossible(String vassal, String what) {
                throw new AssertionError(vassal + ": " + what);
            }
        });
    }

    void decree(Edict... edicts) {
        for (Edict edict : edicts) {
            realm.observe(edict.decree().name(), new Fact.Decreed(edict.decree()), now);
        }
        turn();
    }

    void tell(String vassal, Fact fact) {
        realm.observe(vassal, fact, now);
        turn();
    }

    /** Turns until nothing is left to answer. */
    void turn() {
        List<Order> latest = realm.steer(now);
        while (!latest.isEmpty()) {
            orders.addAll(latest);
            latest.forEach(this::perform);
            latest = realm.steer(now);
        }
    }

    private void perform(Order order) {
        if (order.action() instanceof Action.Listen listen) {
            List<VassalView.SocketView> views = new ArrayList<>();
            for (SocketDecree socket : listen.decree().sockets()) {
                views.add(new VassalView.SocketView(socket.path(), 9, "master", socket.backlog(), socket.backlog()));
            }
            realm.observe(order.vassal(), new Fact.Listening(views), now);
        } else if (order.action() instanceof Action.Spawn spawn) {
            spawned.add(order.vassal());
            latestPid.put(order.vassal(), nextPid);
            realm.observe(order.vassal(), new Fact.Spawned(spawn.serial(), nextPid++, TICKS), now);
        } else if (order.action() instanceof Action.Sweep sweep) {
            realm.observe(order.vassal(), new Fact.Swept(sweep.pid(), sweep.startTicks()), now);
        }
    }

    void ready(String vassal) {
        tell(vassal, new Fact.Ready(latestPid.get(vassal), TICKS));
    }

    void crash(String vassal) {
        tell(vassal, new Fact.Exited(latestPid.get(vassal), TICKS, new Exit(1, null, false, false, "")));
    }

    /** Lets time pass, with a turn at each deadline on the way. */
    void pass(long millis) {
        long end = now.monotonicMillis() + millis;
        while (realm.deadline() <= end) {
            now = now.plusMillis(Math.max(0, realm.deadline() - now.monotonicMillis()));
            turn();
        }
        now = now.plusMillis(end - now.monotonicMillis());
    }

    /** Whose workers were spawned, in that order, one entry a worker. */
    List<String> spawned() {
        return List.copyOf(spawned);
    }

    List<Order> orders() {
        return List.copyOf(orders);
    }

    State state(String vassal) {
        return view(vassal).state();
    }

    VassalView view(String vassal) {
        return realm.snapshot(now).find(vassal).orElseThrow();
    }

    Realm realm() {
        return realm;
    }

    Moment now() {
        return now;
    }
}
