package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransitionsTest {
    private static State judge(boolean ending, boolean present, boolean atRest, boolean failed, boolean delayed,
            boolean alive, boolean ready) {
        return Transitions.judge(new Transitions.Facts(ending, present, atRest, failed, delayed, alive, ready, true));
    }

    @Test
    void wordsTakePrecedenceAsTheProtocolHasIt() {
        assertThat(judge(true, true, true, true, true, true, true)).isEqualTo(State.STOPPING);
        assertThat(judge(true, false, true, false, true, true, true)).isEqualTo(State.STOPPED);
        assertThat(judge(false, true, false, true, true, true, true)).isEqualTo(State.FAILED);
        assertThat(judge(false, true, false, false, true, true, true)).isEqualTo(State.BACKOFF);
        assertThat(judge(false, true, false, false, false, true, false)).isEqualTo(State.STARTING);
        assertThat(judge(false, true, false, false, false, true, true)).isEqualTo(State.RUNNING);
        assertThat(judge(false, false, false, false, false, false, false)).isEqualTo(State.IDLE);
    }

    @Test
    void whatEndedBadlyForGoodHasFailedAndIsNotMerelyStopped() {
        assertThat(judge(false, false, true, true, false, false, false)).isEqualTo(State.FAILED);
    }

    @Test
    void withoutADecreeAndAProcessItIsInvalid() {
        assertThat(Transitions.judge(new Transitions.Facts(false, false, false, false, false, false, false, false)))
                .isEqualTo(State.INVALID);
    }

    @Test
    void noArrowIsDrawnTwiceNorToWhereItCameFrom() {
        Set<String> arrows = new HashSet<>();
        assertThat(Transitions.TABLE).allSatisfy(transition -> {
            assertThat(arrows.add(transition.from() + " " + transition.to())).as("%s", transition).isTrue();
            assertThat(transition.from()).isNotEqualTo(transition.to());
            assertThat(transition.when()).isNotBlank();
        });
    }

    @Test
    void everyStateThatVassalsHaveCanBeReachedAndLeft() {
        Set<State> reached = EnumSet.of(State.IDLE);
        Set<State> left = EnumSet.noneOf(State.class);
        Transitions.TABLE.forEach(transition -> {
            reached.add(transition.to());
            left.add(transition.from());
        });
        assertThat(reached).isEqualTo(left).isEqualTo(EnumSet.complementOf(EnumSet.of(State.OVERLOADED, State.RELOADING)));
    }

    @Test
    void onlyArrowsOfTheTableAreAllowed() {
        assertThat(Transitions.allowed(State.IDLE, State.STARTING)).isTrue();
        assertThat(Transitions.allowed(State.INVALID, State.RUNNING)).isFalse();
    }
}
