package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liege.control.Views;
import org.liege.realm.Entry;
import org.liege.realm.Entry.Kind;
import org.liege.realm.Snapshot;
import org.liege.vassal.Cause;
import org.liege.vassal.Moment;
import org.liege.vassal.Reason;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;

class GazetteTest {
    private static final Moment NOW = Views.AS_OF;

    private final List<Entry> told = new ArrayList<>();
    private final Gazette gazette = new Gazette(1_000, told::add);

    private static Snapshot snapshot(VassalView... views) {
        return new Snapshot(7, NOW, List.of(views), List.of());
    }

    private void moved(String app, State from, State to) {
        gazette.moved(app, from, to, Reason.of(Cause.SPAWNED), NOW);
    }

    @Test
    void oneCounterNumbersEntriesAndSnapshots() {
        moved("shop", State.IDLE, State.STARTING);
        Snapshot first = gazette.publish(snapshot(Views.running("shop", 1)), NOW);
        assertThat(told).extracting(Entry::sequence).containsExactly(1_001L, 1_002L, 1_003L);
        assertThat(first.sequence()).isEqualTo(1_003);
        Snapshot quiet = gazette.publish(snapshot(Views.running("shop", 2)), NOW);
        assertThat(quiet.sequence()).as("a change that is no event").isEqualTo(1_004);
        moved("shop", State.STARTING, State.RUNNING);
        assertThat(gazette.publish(snapshot(Views.running("shop", 2)), NOW).sequence()).isEqualTo(1_005);
        assertThat(gazette.annals().after(1_003)).isEqualTo(gazette.annals().end() - 1);
    }

    @Test
    void nothingNewIsTheSameSnapshot() {
        Snapshot snapshot = snapshot(Views.running("shop", 1));
        assertThat(gazette.publish(snapshot, NOW)).isSameAs(gazette.publish(snapshot, NOW));
    }

    @Test
    void vassalAppearsBeforeItMovesAndGoesLast() {
        moved("a", State.IDLE, State.IDLE);
        moved("b", State.IDLE, State.STARTING);
        gazette.publish(snapshot(fine("a"), fine("b"), fine("c")), NOW);
        assertThat(told).extracting(Entry::app, Entry::kind).containsExactly(
                org.assertj.core.groups.Tuple.tuple("a", Kind.APPEARED),
                org.assertj.core.groups.Tuple.tuple("b", Kind.APPEARED),
                org.assertj.core.groups.Tuple.tuple("b", Kind.STATE),
                org.assertj.core.groups.Tuple.tuple("c", Kind.APPEARED));
        told.clear();
        moved("a", State.RUNNING, State.STOPPING);
        gazette.publish(snapshot(fine("c")), NOW);
        assertThat(told).extracting(Entry::app).containsExactly("a", "a", "b");
        assertThat(told).extracting(Entry::kind).containsExactly(Kind.STATE, Kind.GONE, Kind.GONE);
        assertThat(gazette.annals().history("a")).isEmpty();
    }

    @Test
    void faultsThatComeAndGoAreTold() {
        gazette.publish(snapshot(fine("shop")), NOW);
        told.clear();
        gazette.publish(snapshot(Views.running("shop", 1)), NOW);
        gazette.publish(snapshot(fine("shop")), NOW);
        assertThat(told).extracting(Entry::kind).containsExactly(Kind.FAULTS, Kind.FAULTS);
        assertThat(told.get(0).words()).contains("shop.ini:7: unknown key 'comand'");
        assertThat(told.get(1).words()).contains("nothing is wrong");
    }

    @Test
    void remarksAreToldWithTheNextTurnThoughNothingElseHappened() {
        Snapshot snapshot = snapshot();
        Snapshot before = gazette.publish(snapshot, NOW);
        gazette.remark("could not run the hook");
        Snapshot after = gazette.publish(snapshot, NOW);
        assertThat(after.sequence()).isGreaterThan(before.sequence());
        assertThat(told).extracting(Entry::kind).containsExactly(Kind.HOOK);
        assertThat(told.get(0).fitForStrangers()).isFalse();
    }

    @Test
    void endlessWordsAreCut() {
        gazette.moved("shop", State.BACKOFF, State.BACKOFF, new Reason(Cause.EXITED, "x".repeat(100_000)), NOW);
        gazette.publish(snapshot(fine("shop")), NOW);
        assertThat(told.get(0).words()).hasSizeLessThan(1_100);
    }

    /** One without faults. */
    private static VassalView fine(String name) {
        VassalView view = Views.running(name, 1);
        return new VassalView(view.name(), view.state(), view.reason(), view.publicReason(), view.since(),
                view.configured(), view.running(), view.overloaded(), view.file(), view.kind(), view.start(), view.idleMillis(),
                view.stoppedByOperator(), List.of(), view.generation(), view.workers(), view.sockets(), view.starts(),
                view.restarts(), view.retryAt(), view.usualBootMillis(), view.lastExit(), view.metadata());
    }
}
