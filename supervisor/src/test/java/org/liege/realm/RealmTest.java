package org.liege.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liege.vassal.Action;
import org.liege.vassal.Edict;
import org.liege.vassal.Fact;
import org.liege.vassal.Fault;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;
import org.liege.vassal.Verb;

class RealmTest {
    private static Edict[] vassals(int count) {
        return IntStream.range(0, count).mapToObj(i -> Edict.of("v" + i)).toArray(Edict[]::new);
    }

    @Test
    void noMoreVassalsStartAtOnceThanTheGateHasPlaces() {
        Kingdom kingdom = new Kingdom(3);
        kingdom.decree(vassals(10));
        // A place is kept for those that ran before.
        assertThat(kingdom.spawned()).hasSize(2);
        assertThat(kingdom.realm().snapshot(kingdom.now()).vassals())
                .filteredOn(view -> view.state() == State.STARTING).hasSize(2);
    }

    @Test
    void eachThatGetsReadyLetsTheNextIn() {
        Kingdom kingdom = new Kingdom(1);
        kingdom.decree(vassals(3));
        kingdom.ready("v0");
        kingdom.ready("v1");
        assertThat(kingdom.spawned()).containsExactly("v0", "v1", "v2");
    }

    @Test
    void severalWorkersOfOneVassalTakeOnePlace() {
        Kingdom kingdom = new Kingdom(1);
        kingdom.decree(Edict.of("a").processes(4), Edict.of("b"));
        assertThat(kingdom.spawned()).containsExactly("a", "a", "a", "a");
    }

    @Test
    void priorityDecidesWhoStartsFirst() {
        Kingdom kingdom = new Kingdom(1);
        kingdom.decree(Edict.of("a").priority(9), Edict.of("b").priority(5), Edict.of("c").priority(-1));
        kingdom.ready("c");
        assertThat(kingdom.spawned()).containsExactly("c", "b");
    }

    @Test
    void aGoodAppComesBackAlthoughManyAreCrashing() {
        Kingdom kingdom = new Kingdom(2);
        kingdom.decree(Edict.of("good"));
        kingdom.ready("good");
        kingdom.pass(60_000);
        kingdom.decree(vassals(50));
        kingdom.pass(1_000);
        kingdom.crash("good");
        kingdom.ready("good");
        assertThat(kingdom.state("good")).isEqualTo(State.RUNNING);
    }

    @Test
    void aHungStartGivesItsPlaceBackWhenItsTimeIsUp() {
        Kingdom kingdom = new Kingdom(1);
        kingdom.decree(Edict.of("hung").startTimeout(2_000), Edict.of("next"));
        assertThat(kingdom.spawned()).containsExactly("hung");
        kingdom.pass(2_000);
        kingdom.crash("hung");
        assertThat(kingdom.spawned()).containsExactly("hung", "next");
    }

    @Test
    void factsAboutUnknownVassalsSayNothing() {
        Kingdom kingdom = new Kingdom(1);
        kingdom.tell("gone", new Fact.Ready(1, 2));
        kingdom.tell("gone", new Fact.Withdrawn());
        assertThat(kingdom.realm().names()).isEmpty();
        assertThat(kingdom.orders()).isEmpty();
    }

    @Test
    void aWithdrawnVassalLeavesTheSnapshotWithItsLastProcess() {
        Kingdom kingdom = new Kingdom(1);
        kingdom.decree(Edict.of("a"));
        kingdom.ready("a");
        kingdom.tell("a", new Fact.Withdrawn());
        assertThat(kingdom.state("a")).isEqualTo(State.STOPPING);
        kingdom.crash("a");
        assertThat(kingdom.realm().snapshot(kingdom.now()).find("a")).isEmpty();
        assertThat(kingdom.orders()).endsWith(new Order("a", new Action.Forget()));
        assertThat(kingdom.realm().deadline()).isEqualTo(Long.MAX_VALUE);
    }

    // --- orders --------------------------------------------------------------------------------------------------

    @Test
    void anOrderForNobodyIsAnsweredSo() {
        Kingdom kingdom = new Kingdom(1);
        assertThat(kingdom.realm().order("gone", Verb.START, kingdom.now())).isEqualTo(new Receipt.Unknown());
    }

    @Test
    void anOrderToRunWhatHasNoDecreeTellsTheFaults() {
        Kingdom kingdom = new Kingdom(1);
        Fault fault = new Fault("/etc/liege/vassals/a.ini", 3, "unknown key");
        kingdom.tell("a", new Fact.Faulted("/etc/liege/vassals/a.ini", List.of(fault)));
        assertThat(kingdom.realm().order("a", Verb.START, kingdom.now()))
                .isEqualTo(new Receipt.Invalid(List.of(fault)));
        assertThat(kingdom.realm().order("a", Verb.STOP, kingdom.now())).isInstanceOf(Receipt.Taken.class);
    }

    @Test
    void anOrderRemembersTheGenerationThatItFound() {
        Kingdom kingdom = new Kingdom(1);
        kingdom.decree(Edict.of("a"));
        assertThat(kingdom.realm().order("a", Verb.RESTART, kingdom.now()))
                .isEqualTo(new Receipt.Taken(new Aim(Verb.RESTART, 1)));
    }

    @Test
    void theAimOfARestartIsReachedByTheNewWorkerOnly() {
        Kingdom kingdom = new Kingdom(1);
        kingdom.decree(Edict.of("a"));
        kingdom.ready("a");
        Aim aim = ((Receipt.Taken) kingdom.realm().order("a", Verb.RESTART, kingdom.now())).aim();
        kingdom.turn();
        assertThat(aim.reached(kingdom.view("a"))).isFalse();
        kingdom.crash("a");
        assertThat(aim.reached(kingdom.view("a"))).isFalse();
        kingdom.ready("a");
        assertThat(aim.reached(kingdom.view("a"))).isTrue();
    }

    @Test
    void theOperatorsStopsAreKnownForTheNextMaster() {
        Kingdom kingdom = new Kingdom(1, "b");
        kingdom.decree(Edict.of("a"), Edict.of("b"));
        assertThat(kingdom.state("b")).isEqualTo(State.STOPPED);
        kingdom.realm().order("a", Verb.STOP, kingdom.now());
        kingdom.turn();
        assertThat(kingdom.realm().stoppedByOperator()).isEqualTo(Set.of("a", "b"));
        kingdom.realm().order("b", Verb.START, kingdom.now());
        kingdom.turn();
        assertThat(kingdom.realm().stoppedByOperator()).isEqualTo(Set.of("a"));
    }

    @Test
    void aStopIsForgottenWithItsFile() {
        Kingdom kingdom = new Kingdom(1, "a");
        kingdom.decree(Edict.of("a"));
        kingdom.tell("a", new Fact.Withdrawn());
        kingdom.decree(Edict.of("a"));
        assertThat(kingdom.state("a")).isEqualTo(State.STARTING);
    }

    // --- readers -------------------------------------------------------------------------------------------------

    @Test
    void questionsStartNothingAndChangeNothing() {
        Kingdom kingdom = new Kingdom(1);
        kingdom.decree(vassals(5));
        int orders = kingdom.orders().size();
        Snapshot before = kingdom.realm().snapshot(kingdom.now());
        for (int i = 0; i < 1_000; i++) {
            assertThat(kingdom.realm().snapshot(kingdom.now())).isSameAs(before);
            assertThat(before.find("v1")).isPresent();
            kingdom.realm().decree("v1");
        }
        kingdom.turn();
        assertThat(kingdom.orders()).hasSize(orders);
    }

    @Test
    void aPublishedSnapshotNeverChanges() {
        Kingdom kingdom = new Kingdom(2);
        kingdom.decree(Edict.of("a"));
        Snapshot early = kingdom.realm().snapshot(kingdom.now());
        List<VassalView> copy = List.copyOf(early.vassals());
        kingdom.ready("a");
        kingdom.decree(Edict.of("0-first"));
        Snapshot late = kingdom.realm().snapshot(kingdom.now());
        assertThat(early.vassals()).isEqualTo(copy);
        assertThat(late.sequence()).isGreaterThan(early.sequence());
        assertThat(late.vassals()).extracting(VassalView::name).containsExactly("0-first", "a");
    }

    @Test
    void refusedFilesAreShownAndPublishedOnceAChange() {
        Kingdom kingdom = new Kingdom(1);
        Fault fault = new Fault("/etc/liege/vassals/a b.ini", 0, "a name has no spaces");
        kingdom.realm().refused(List.of(fault));
        Snapshot first = kingdom.realm().snapshot(kingdom.now());
        kingdom.realm().refused(List.of(fault));
        assertThat(first.refused()).containsExactly(fault);
        assertThat(kingdom.realm().snapshot(kingdom.now())).isSameAs(first);
    }

    @Test
    void aFactThatWaitsForItsTurnMakesTheDeadlineNow() {
        Kingdom kingdom = new Kingdom(1);
        assertThat(kingdom.realm().deadline()).isEqualTo(Long.MAX_VALUE);
        kingdom.realm().observe("a", new Fact.Decreed(Edict.of("a").decree()), kingdom.now());
        assertThat(kingdom.realm().deadline()).isLessThan(kingdom.now().monotonicMillis());
    }

    @Test
    void twoVassalsOfOneRealmWaitDifferently() {
        Kingdom kingdom = new Kingdom(9);
        kingdom.decree(Edict.of("a").throttle(10_000, 20_000, 9), Edict.of("b").throttle(10_000, 20_000, 9));
        kingdom.crash("a");
        kingdom.crash("b");
        assertThat(kingdom.view("a").retryAt()).isNotEqualTo(kingdom.view("b").retryAt());
    }
}
