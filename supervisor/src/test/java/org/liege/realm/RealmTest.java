package org.liege.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liege.vassal.Action;
import org.liege.vassal.Decree;
import org.liege.vassal.Exit;
import org.liege.vassal.Fact;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;
import org.liege.vassal.Reason;
import org.liege.vassal.Sketch;
import org.liege.vassal.State;
import org.liege.vassal.StateLog;
import org.liege.vassal.Verb;
import org.liege.vassal.VassalView;

class RealmTest {
    private static final StateLog STRICT = new StateLog() {
        @Override
        public void moved(String vassal, State from, State to, Reason reason, Moment at) {}

        @Override
        public void impossible(String vassal, String what) {
            fail(what);
        }
    };

    private final Realm realm = new Realm(2, 1, Set.of("paused"), STRICT);
    private Moment now = new Moment(1_000, 0);
    private int lastPid;

    /** Steers until nothing more is ordered; listens and spawns at once. Answers with what was spawned. */
    private List<String> settle() {
        List<String> spawned = new java.util.ArrayList<>();
        for (List<Order> orders = realm.steer(now); !orders.isEmpty(); orders = realm.steer(now)) {
            for (Order order : orders) {
                if (order.action() instanceof Action.Listen) {
                    realm.observe(order.vassal(), new Fact.Listening(List.of()), now);
                } else if (order.action() instanceof Action.Spawn spawn) {
                    spawned.add(order.vassal());
                    realm.observe(order.vassal(), new Fact.Spawned(spawn.serial(), ++lastPid, lastPid), now);
                } else if (order.action() instanceof Action.Sweep sweep) {
                    realm.observe(order.vassal(), new Fact.Swept(sweep.pid(), sweep.startTicks()), now);
                }
            }
        }
        return spawned;
    }

    private void decree(String name) {
        decree(new Sketch().name(name).decree());
    }

    private void decree(Decree decree) {
        realm.observe(decree.name(), new Fact.Decreed(decree), now);
    }

    private VassalView view(String name) {
        return realm.snapshot(now).find(name).orElseThrow();
    }

    private void ready(String name) {
        view(name).workers().forEach(worker -> realm.observe(name, new Fact.Ready(worker.pid(), worker.pid()), now));
    }

    private void exit(String name) {
        view(name).workers().forEach(worker -> realm.observe(name,
                new Fact.Exited(worker.pid(), worker.pid(), new Exit(1, null, false, false, "")), now));
    }

    @Test
    void noMoreThanTheGateAdmitsStartAtOnce() {
        List.of("a", "b", "c", "d").forEach(this::decree);
        assertThat(settle()).as("newcomers get all places but one").containsExactly("a");
        ready("a");
        assertThat(settle()).containsExactly("b");
        assertThat(view("c").state()).isEqualTo(State.IDLE);
    }

    @Test
    void aWaitingVassalIsStartedWhenTheOneBeforeItIsReadyOrHasFailed() {
        List.of("a", "b").forEach(this::decree);
        settle();
        exit("a");
        assertThat(settle()).containsExactly("b");
    }

    @Test
    void prioritiesDecideWhoStartsFirst() {
        decree(new Sketch().name("a").priority(5).decree());
        decree(new Sketch().name("b").priority(-5).decree());
        assertThat(settle()).containsExactly("b");
    }

    @Test
    void anOrderForNobodyIsUnknownAndForAFaultyOneInvalid() {
        realm.observe("bad", new Fact.Faulted("/etc/bad.ini", List.of(new Fault("/etc/bad.ini", 1, "no"))), now);
        assertThat(realm.order("nobody", Verb.START, now)).isEqualTo(new Receipt.Unknown());
        assertThat(realm.order("bad", Verb.START, now)).isInstanceOf(Receipt.Invalid.class);
        assertThat(realm.order("bad", Verb.STOP, now)).isInstanceOf(Receipt.Taken.class);
    }

    @Test
    void anOrderTellsWhichGenerationItFound() {
        decree("a");
        settle();
        assertThat(realm.order("a", Verb.RESTART, now)).isEqualTo(new Receipt.Taken(new Aim(Verb.RESTART, 1)));
    }

    @Test
    void aStopOfAnEarlierMasterStands() {
        decree("paused");
        assertThat(settle()).isEmpty();
        assertThat(view("paused").state()).isEqualTo(State.STOPPED);
        assertThat(realm.stoppedByOperator()).containsExactly("paused");
        realm.order("paused", Verb.START, now);
        assertThat(settle()).containsExactly("paused");
        assertThat(realm.stoppedByOperator()).isEmpty();
    }

    @Test
    void aStopIsForgottenWithItsVassal() {
        decree("paused");
        settle();
        realm.observe("paused", new Fact.Withdrawn(), now);
        settle();
        assertThat(realm.names()).isEmpty();
        assertThat(realm.stoppedByOperator()).isEmpty();
    }

    @Test
    void lateFactsAboutAVassalThatIsGoneSayNothing() {
        realm.observe("ghost", new Fact.Exited(7, 7, new Exit(0, null, false, false, "")), now);
        realm.observe("ghost", new Fact.Withdrawn(), now);
        realm.observe("ghost", new Fact.Mended(), now);
        assertThat(realm.steer(now)).isEmpty();
        assertThat(realm.names()).isEmpty();
    }

    @Test
    void questionsChangeNothing() {
        decree("a");
        settle();
        Snapshot first = realm.snapshot(now);
        long deadline = realm.deadline();
        assertThat(realm.snapshot(now.plusMillis(50))).isSameAs(first);
        realm.names();
        realm.decree("a");
        assertThat(realm.deadline()).isEqualTo(deadline);
        assertThat(realm.steer(now)).isEmpty();
    }

    @Test
    void eachChangeMakesANewSnapshotWithALargerSequenceAndLeavesTheOldOneAlone() {
        decree("a");
        settle();
        Snapshot before = realm.snapshot(now);
        ready("a");
        settle();
        Snapshot after = realm.snapshot(now);
        assertThat(after.sequence()).isGreaterThan(before.sequence());
        assertThat(before.find("a").orElseThrow().state()).isEqualTo(State.STARTING);
        assertThat(after.find("a").orElseThrow().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aFactNotYetSteeredIsDueAtOnceAndThenTheNextTimeOutIs() {
        decree(new Sketch().name("a").startTimeout(700).decree());
        assertThat(realm.deadline()).isEqualTo(Long.MIN_VALUE);
        settle();
        assertThat(realm.deadline()).isEqualTo(now.monotonicMillis() + 700);
        now = now.plusMillis(700);
        assertThat(realm.steer(now)).extracting(Order::action).hasOnlyElementsOfType(Action.KillTree.class);
    }

    @Test
    void equalSeedsDecideAlike() {
        assertThat(retryAt(9)).isEqualTo(retryAt(9));
    }

    private long retryAt(long seed) {
        Realm other = new Realm(1, seed, Set.of(), STRICT);
        other.observe("a", new Fact.Decreed(new Sketch().name("a").decree()), now);
        other.steer(now);
        other.observe("a", new Fact.ListenFailed("no"), now);
        other.steer(now);
        return other.deadline();
    }

    @Test
    void refusedFilesAreShownToReaders() {
        realm.refused(List.of(new Fault("/etc/liege/vassals/.x.ini", 0, "leading dot")));
        assertThat(realm.snapshot(now).refused()).hasSize(1);
    }
}
