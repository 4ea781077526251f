package org.liege.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.liege.vassal.GateClass.FAILING;
import static org.liege.vassal.GateClass.FRESH;
import static org.liege.vassal.GateClass.PROVEN;

import org.junit.jupiter.api.Test;

class StartGateTest {
    @Test
    void letsNoMoreInThanItHasPlaces() {
        StartGate gate = new StartGate(2);
        gate.queue("a", PROVEN, 0);
        gate.queue("b", PROVEN, 0);
        gate.queue("c", PROVEN, 0);
        assertThat(gate.admitNext()).isEqualTo("a");
        assertThat(gate.admitNext()).isEqualTo("b");
        assertThat(gate.admitNext()).isNull();
        gate.leave("a");
        assertThat(gate.admitNext()).isEqualTo("c");
    }

    @Test
    void ordersByPriorityThenByArrival() {
        StartGate gate = new StartGate(1);
        gate.queue("late", FRESH, 5);
        gate.queue("first", FRESH, 0);
        gate.queue("second", FRESH, 0);
        gate.queue("urgent", FRESH, -1);
        assertThat(drain(gate)).containsExactly("urgent", "first", "second", "late");
    }

    @Test
    void thoseThatRanBeforeGoAheadOfNewcomersAndFailingOnesComeLast() {
        StartGate gate = new StartGate(1);
        gate.queue("failing", FAILING, -9);
        gate.queue("fresh", FRESH, -9);
        gate.queue("proven", PROVEN, 9);
        assertThat(drain(gate)).containsExactly("proven", "fresh", "failing");
    }

    @Test
    void priorityDoesNotKeepAFailingOneFromItsTurn() {
        StartGate gate = new StartGate(1);
        gate.queue("good", FAILING, 9);
        gate.queue("hung", FAILING, -9);
        assertThat(drain(gate)).containsExactly("good", "hung");
    }

    private static java.util.List<String> drain(StartGate gate) {
        java.util.List<String> order = new java.util.ArrayList<>();
        for (String next = gate.admitNext(); next != null; next = gate.admitNext()) {
            order.add(next);
            gate.leave(next);
        }
        return order;
    }

    @Test
    void hungNewcomersAndFailingOnesLeaveAPlaceForWhoRanBefore() {
        StartGate gate = new StartGate(4);
        for (int i = 0; i < 10; i++) {
            gate.queue("failing" + i, FAILING, 0);
            gate.queue("fresh" + i, FRESH, 0);
        }
        int inside = 0;
        while (gate.admitNext() != null) {
            inside++;
        }
        assertThat(inside).isEqualTo(4);

        StartGate other = new StartGate(4);
        for (int i = 0; i < 10; i++) {
            other.queue("failing" + i, FAILING, 0);
        }
        other.admitNext();
        other.admitNext();
        assertThat(other.admitNext()).as("failing ones get half of the places").isNull();
        for (int i = 0; i < 10; i++) {
            other.queue("fresh" + i, FRESH, 0);
        }
        assertThat(other.admitNext()).isEqualTo("fresh0");
    }

    @Test
    void aLonePlaceIsEverybodys() {
        StartGate gate = new StartGate(1);
        gate.queue("failing", FAILING, 0);
        assertThat(gate.admitNext()).isEqualTo("failing");
    }

    @Test
    void keepsItsPlaceInTheQueueWhenAskedAgain() {
        StartGate gate = new StartGate(1);
        gate.queue("a", FRESH, 0);
        gate.queue("b", FRESH, 0);
        gate.queue("a", FRESH, 0);
        assertThat(gate.admitNext()).isEqualTo("a");
    }

    @Test
    void whoWithdrawsIsNotLetIn() {
        StartGate gate = new StartGate(1);
        gate.queue("a", FRESH, 0);
        gate.withdraw("a");
        assertThat(gate.admitNext()).isNull();
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void aHolderThatQueuesAgainKeepsItsPlaceWhenNobodyElseWaits() {
        StartGate gate = new StartGate(1);
        gate.queue("a", FRESH, 0);
        gate.admitNext();
        gate.queue("a", FAILING, 0);
        assertThat(gate.admitNext()).isEqualTo("a");
        assertThat(gate.inside()).isEqualTo(1);
    }

    @Test
    void aHolderThatQueuesAgainDoesNotPassThoseWhoWaitForItsPlace() {
        StartGate gate = new StartGate(1);
        gate.queue("a", FRESH, 0);
        gate.admitNext();
        gate.queue("b", FAILING, 0);
        gate.queue("a", FAILING, 0);
        assertThat(gate.admitNext()).isNull();
        gate.leave("a");
        assertThat(gate.admitNext()).isEqualTo("b");
    }

    @Test
    void aHolderOfTheFailingShareDoesNotPassAnotherThatWaitsForIt() {
        StartGate gate = new StartGate(2);
        gate.queue("a", FAILING, 0);
        gate.admitNext();
        gate.queue("b", FAILING, 0);
        gate.queue("a", FAILING, 0);
        assertThat(gate.admitNext()).isNull();
    }

    @Test
    void leavingTwiceFreesOnePlace() {
        StartGate gate = new StartGate(1);
        gate.queue("a", PROVEN, 0);
        gate.admitNext();
        gate.leave("a");
        gate.leave("a");
        gate.queue("b", PROVEN, 0);
        gate.queue("c", PROVEN, 0);
        assertThat(gate.admitNext()).isEqualTo("b");
        assertThat(gate.admitNext()).isNull();
    }

    @Test
    void aGateWithoutPlacesIsRefused() {
        assertThatThrownBy(() -> new StartGate(0)).hasMessage("max-starting 0");
    }
}
