package org.liege.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liege.vassal.GateClass;

class StartGateTest {
    private static List<String> admitted(StartGate gate) {
        List<String> names = new ArrayList<>();
        for (String next = gate.admitNext(); next != null; next = gate.admitNext()) {
            names.add(next);
        }
        return names;
    }

    private static void queue(StartGate gate, GateClass line, String... names) {
        for (String name : names) {
            gate.queue(name, line, 0);
        }
    }

    @Test
    void letsNobodyInWithoutAPlace() {
        StartGate gate = new StartGate(0);
        for (GateClass line : GateClass.values()) {
            gate.queue(line.name(), line, 0);
        }
        assertThat(gate.admitNext()).isNull();
        assertThatThrownBy(() -> new StartGate(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsNoMoreInThanThereArePlaces() {
        StartGate gate = new StartGate(3);
        queue(gate, GateClass.PROVEN, "a", "b", "c", "d", "e");
        assertThat(admitted(gate)).containsExactly("a", "b", "c");
        assertThat(gate.inside()).isEqualTo(3);
        assertThat(gate.waiting()).isEqualTo(2);
    }

    @Test
    void letsTheNextInWhenOneLeaves() {
        StartGate gate = new StartGate(1);
        queue(gate, GateClass.FRESH, "a", "b");
        admitted(gate);
        gate.leave("a");
        assertThat(admitted(gate)).containsExactly("b");
    }

    @Test
    void smallerPriorityGoesFirstAndThenWhoCameFirst() {
        StartGate gate = new StartGate(9);
        gate.queue("late", GateClass.FRESH, 1);
        gate.queue("later", GateClass.FRESH, 1);
        gate.queue("early", GateClass.FRESH, -5);
        assertThat(admitted(gate)).containsExactly("early", "late", "later");
    }

    @Test
    void whoRanBeforeGoesAheadOfNewcomersAndThoseAheadOfTheFailing() {
        StartGate gate = new StartGate(9);
        gate.queue("failing", GateClass.FAILING, -9);
        gate.queue("fresh", GateClass.FRESH, -9);
        gate.queue("proven", GateClass.PROVEN, 9);
        assertThat(admitted(gate)).containsExactly("proven", "fresh", "failing");
    }

    @Test
    void failingOnesHoldAtMostHalfOfThePlaces() {
        StartGate gate = new StartGate(4);
        queue(gate, GateClass.FAILING, "a", "b", "c");
        assertThat(admitted(gate)).hasSize(2);
        queue(gate, GateClass.FRESH, "good");
        assertThat(admitted(gate)).containsExactly("good");
    }

    @Test
    void newcomersLeaveOnePlaceToWhoRanBefore() {
        StartGate gate = new StartGate(4);
        queue(gate, GateClass.FRESH, "a", "b", "c", "d");
        assertThat(admitted(gate)).hasSize(3);
        queue(gate, GateClass.PROVEN, "back");
        assertThat(admitted(gate)).containsExactly("back");
    }

    @Test
    void aLonePlaceIsEverybodys() {
        for (GateClass line : GateClass.values()) {
            StartGate gate = new StartGate(1);
            queue(gate, line, "a");
            assertThat(admitted(gate)).as(line.name()).containsExactly("a");
        }
    }

    @Test
    void priorityOfTheFailingSaysNothing() {
        StartGate gate = new StartGate(2);
        gate.queue("first", GateClass.FAILING, 5);
        gate.queue("pushing", GateClass.FAILING, -5);
        assertThat(admitted(gate)).containsExactly("first");
    }

    @Test
    void askingAgainKeepsThePlaceInTheQueue() {
        StartGate gate = new StartGate(9);
        queue(gate, GateClass.FRESH, "a", "b", "a");
        assertThat(admitted(gate)).containsExactly("a", "b");
    }

    @Test
    void anotherLineOrPriorityQueuesAnew() {
        StartGate gate = new StartGate(9);
        queue(gate, GateClass.FRESH, "a", "b");
        gate.queue("a", GateClass.FRESH, 7);
        assertThat(gate.waiting()).isEqualTo(2);
        assertThat(admitted(gate)).containsExactly("b", "a");
    }

    @Test
    void whoWithdrewIsNotLetIn() {
        StartGate gate = new StartGate(9);
        queue(gate, GateClass.FRESH, "a", "b");
        gate.withdraw("a");
        gate.withdraw("nobody");
        assertThat(admitted(gate)).containsExactly("b");
    }

    @Test
    void leavingTwiceFreesOnePlaceOnly() {
        StartGate gate = new StartGate(2);
        queue(gate, GateClass.PROVEN, "a", "b", "c", "d");
        admitted(gate);
        gate.leave("a");
        gate.leave("a");
        assertThat(admitted(gate)).containsExactly("c");
        assertThat(gate.inside()).isEqualTo(2);
    }

    @Test
    void oneThatHoldsAPlaceAndQueuesAgainHoldsOneStill() {
        StartGate gate = new StartGate(2);
        queue(gate, GateClass.PROVEN, "a");
        admitted(gate);
        queue(gate, GateClass.PROVEN, "a");
        assertThat(admitted(gate)).containsExactly("a");
        assertThat(gate.inside()).isEqualTo(1);
        assertThat(gate.holds("a")).isTrue();
    }

    @Test
    void oneThatHoldsTheLastPlaceDoesNotKeepItPastWhoseTurnIsEarlier() {
        StartGate gate = new StartGate(1);
        queue(gate, GateClass.FRESH, "holder");
        admitted(gate);
        queue(gate, GateClass.PROVEN, "earlier");
        queue(gate, GateClass.FRESH, "holder");
        assertThat(admitted(gate)).isEmpty();
        gate.leave("holder");
        assertThat(admitted(gate)).containsExactly("earlier");
    }

    @Test
    void aVassalWhoseLineChangedCountsInItsNewLineOnly() {
        StartGate gate = new StartGate(4);
        queue(gate, GateClass.FRESH, "a", "b", "c");
        admitted(gate);
        queue(gate, GateClass.FAILING, "a");
        assertThat(admitted(gate)).containsExactly("a");
        queue(gate, GateClass.FRESH, "d", "e");
        assertThat(admitted(gate)).containsExactly("d");
    }
}
