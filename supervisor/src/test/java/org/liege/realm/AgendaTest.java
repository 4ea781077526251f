package org.liege.realm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgendaTest {
    private final Agenda agenda = new Agenda();

    @Test
    void isNeverDueWhenNothingIsPlanned() {
        agenda.plan("a", Long.MAX_VALUE);
        assertThat(agenda.next()).isEqualTo(Long.MAX_VALUE);
        assertThat(agenda.due(Long.MAX_VALUE - 1)).isEmpty();
    }

    @Test
    void tellsWhoIsDueInTheOrderOfTime() {
        agenda.plan("late", 300);
        agenda.plan("early", 100);
        agenda.plan("middle", 200);
        assertThat(agenda.next()).isEqualTo(100);
        assertThat(agenda.due(99)).isEmpty();
        assertThat(agenda.due(200)).containsExactly("early", "middle");
    }

    @Test
    void aNewPlanReplacesTheOld() {
        agenda.plan("a", 100);
        agenda.plan("a", 500);
        assertThat(agenda.due(100)).isEmpty();
        agenda.plan("a", Long.MAX_VALUE);
        assertThat(agenda.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void keepsSeveralOfTheSameMoment() {
        agenda.plan("b", 100);
        agenda.plan("a", 100);
        assertThat(agenda.due(100)).containsExactly("a", "b");
        agenda.forget("a");
        agenda.forget("nobody");
        assertThat(agenda.due(100)).containsExactly("b");
    }
}
