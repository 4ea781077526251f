package org.liege.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.liege.realm.Annals;
import org.liege.realm.Entry;

class EventRingTest {
    private static final int ENTRIES = 8;
    private static final int CHARACTERS = 1_000;

    private final EventRing ring = new EventRing(100, ENTRIES, CHARACTERS);

    private void write(long... sequences) {
        LongStream.of(sequences).forEach(sequence -> ring.add(Entries.state(sequence, "shop")));
    }

    private List<Long> readFrom(long position) {
        List<Long> read = new ArrayList<>();
        for (long at = position; at < ring.end(); at++) {
            read.add(ring.at(at).sequence());
        }
        return read;
    }

    @Test
    void emptyRingGoesOnFromItsBeginningOnly() {
        assertThat(ring.after(100)).isEqualTo(ring.end());
        assertThat(ring.after(99)).isEqualTo(Annals.LOST);
    }

    @Test
    void whatCameAfterASequenceIsFoundThoughNumbersHaveGaps() {
        write(101, 102, 105, 109);
        assertThat(readFrom(ring.after(100))).containsExactly(101L, 102L, 105L, 109L);
        assertThat(readFrom(ring.after(103))).containsExactly(105L, 109L);
        assertThat(readFrom(ring.after(105))).containsExactly(109L);
        assertThat(ring.after(109)).isEqualTo(ring.end());
        assertThat(ring.after(5_000)).isEqualTo(ring.end());
    }

    @Test
    void whoWantsWhatWasForgottenIsToldThatItIsLost() {
        write(LongStream.rangeClosed(101, 120).toArray());
        assertThat(ring.after(111)).isEqualTo(Annals.LOST);
        assertThat(readFrom(ring.after(112))).containsExactly(113L, 114L, 115L, 116L, 117L, 118L, 119L, 120L);
        assertThat(ring.at(0)).isNull();
    }

    @Test
    void longWordsMakeItForgetSooner() {
        for (int i = 1; i <= 5; i++) {
            ring.add(Entries.reason(100 + i, "shop", "x".repeat(400)));
        }
        assertThat(ring.after(102)).isEqualTo(Annals.LOST);
        assertThat(readFrom(ring.after(103))).containsExactly(104L, 105L);
        ring.add(Entries.reason(106, "shop", "y".repeat(2 * CHARACTERS)));
        assertThat(readFrom(ring.after(105))).as("one alone is kept, whatever its length").containsExactly(106L);
    }

    @Test
    void readerInAnotherThreadSeesEveryEntryOnceOrLearnsThatItWasOvertaken() throws InterruptedException {
        int written = 200_000;
        Thread writer = new Thread(() -> {
            for (int i = 1; i <= written; i++) {
                ring.add(Entries.state(100 + i, "shop"));
            }
        });
        writer.start();
        long position = 0;
        long last = 100;
        while (last < 100 + written) {
            Entry entry = position < ring.end() ? ring.at(position) : null;
            if (entry != null) {
                assertThat(entry.sequence()).isEqualTo(101 + position).isGreaterThan(last);
                last = entry.sequence();
                position++;
            } else if (position < ring.end()) {
                position = Math.max(position + 1, ring.end() - ENTRIES / 2);
            }
        }
        writer.join();
    }

    @Test
    void eachVassalHasItsLatestChangesHoweverMuchHappensToOthers() {
        ring.add(Entries.reason(101, "quiet", "once"));
        for (int i = 0; i < 100; i++) {
            ring.add(Entries.reason(102 + i, "noisy", "no. " + i));
        }
        assertThat(ring.history("quiet")).extracting(Entry::words).containsExactly("once");
        assertThat(ring.history("noisy")).hasSize(Histories.MOST_EACH);
        assertThat(ring.history("noisy").get(Histories.MOST_EACH - 1).words()).isEqualTo("no. 99");
        ring.add(Entries.gone(300, "noisy"));
        assertThat(ring.history("noisy")).isEmpty();
        assertThat(ring.history("nobody")).isEmpty();
    }

    @Test
    void veryManyVassalsHaveFewerChangesEach() {
        Histories histories = new Histories();
        int vassals = Histories.MOST_TOGETHER / 8;
        for (int round = 0; round < 12; round++) {
            for (int i = 0; i < vassals; i++) {
                histories.add(Entries.reason(1 + round, "app" + i, "r" + round));
            }
        }
        assertThat(histories.of("app7")).extracting(Entry::words)
                .containsExactly("r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11");
    }
}
