package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liege.sandbox.QueueReader.Reading;

class LevelsTest {
    private final Levels levels = new Levels();

    @Test
    void tellsNothingOfQueuesThatStayEmpty() {
        assertThat(look(true, new Reading(1, 0, 100))).isEmpty();
        assertThat(look(true, new Reading(1, 0, 100))).isEmpty();
        assertThat(levels.busy()).isFalse();
    }

    @Test
    void tellsOnceOfOneThatHasBecomeEmpty() {
        assertThat(look(true, new Reading(1, 3, 100))).containsExactly("shop 3/100");
        assertThat(levels.busy()).isTrue();
        assertThat(look(true, new Reading(1, 0, 100))).containsExactly("shop 0/100");
        assertThat(look(true, new Reading(1, 0, 100))).isEmpty();
        assertThat(levels.busy()).isFalse();
    }

    @Test
    void tellsOfTheFullestQueueOnly() {
        assertThat(look(true, new Reading(1, 6, 100), new Reading(2, 5, 8), new Reading(3, 0, 1)))
                .containsExactly("shop 5/8");
    }

    @Test
    void betweenTwoLooksAtAllItTellsChangesOnly() {
        look(true, new Reading(1, 5, 8));
        assertThat(look(false, new Reading(1, 5, 8))).isEmpty();
        assertThat(look(false, new Reading(1, 6, 8))).containsExactly("shop 6/8");
        assertThat(look(false, new Reading(1, 6, 80))).containsExactly("shop 6/80");
        assertThat(look(true, new Reading(1, 6, 80))).as("thresholds may have changed").containsExactly("shop 6/80");
    }

    @Test
    void whoWasNotLookedAtStaysAsHeWas() {
        look(true, new Reading(1, 5, 8));
        assertThat(look(false)).isEmpty();
        assertThat(levels.crowded()).containsExactly("shop");
    }

    @Test
    void aQueueThatMaySoonBeFullIsNear() {
        look(true, new Reading(1, 1, 100));
        assertThat(levels.near()).isFalse();
        look(true, new Reading(1, 26, 100));
        assertThat(levels.near()).isTrue();
    }

    @Test
    void whereNobodyListensAnyMoreNobodyWaits() {
        look(true, new Reading(1, 26, 100));
        List<String> told = new ArrayList<>();
        levels.keepOnly(Set.of("shop"), (vassal, reading) -> told.add("wrong"));
        levels.keepOnly(Set.of("blog"), (vassal, reading) -> told.add(vassal + " " + reading.length() + "/" + reading.limit()));
        assertThat(told).containsExactly("shop 0/100");
        assertThat(levels.near()).isFalse();
        assertThat(levels.busy()).isFalse();
    }

    private List<String> look(boolean all, Reading... readings) {
        List<String> told = new ArrayList<>();
        levels.begin();
        for (Reading reading : readings) {
            levels.take("shop", reading);
        }
        levels.tell(all, (vassal, reading) -> told.add(vassal + " " + reading.length() + "/" + reading.limit()));
        return told;
    }
}
