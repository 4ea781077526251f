package org.liege.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liege.realm.Snapshot;

class EventStreamTest {
    private static final String DROPPED = "{\"event\":\"dropped\"}\n";

    private final EventRing ring = new EventRing(100, 8, 10_000);
    private final EventPress press = new EventPress();

    private EventStream stream(long position, boolean serverSent, PageStream snapshot) {
        return new EventStream(ring, press, true, serverSent, null, position, snapshot, 100);
    }

    private static PageStream snapshot(int apps) {
        List<org.liege.vassal.VassalView> views = java.util.stream.IntStream.range(0, apps)
                .mapToObj(i -> Views.running(String.format("app%05d", i), 1))
                .toList();
        return PageStream.snapshot(
                new Snapshot(100, Views.AS_OF, views, List.of()), Views.AS_OF, null, new Portrait(true, inode -> null));
    }

    private static String fill(EventStream stream) {
        Reply reply = new Reply();
        stream.fill(reply, Limits.SLICE_BYTES);
        return new String(reply.rest(0), StandardCharsets.UTF_8);
    }

    @Test
    void isIdleUntilSomethingHappens() {
        EventStream stream = stream(0, false, null);
        assertThat(stream.idle()).isTrue();
        assertThat(fill(stream)).isEmpty();
        ring.add(Entries.state(101, "shop"));
        assertThat(stream.idle()).isFalse();
        assertThat(fill(stream)).startsWith("{\"sequence\":101,").endsWith("}\n");
        assertThat(stream.idle()).isTrue();
    }

    @Test
    void signOfLifeIsSentOnlyIntoSilence() {
        EventStream stream = stream(0, false, null);
        stream.beat();
        assertThat(stream.idle()).isFalse();
        assertThat(fill(stream)).isEqualTo("\n");
        ring.add(Entries.state(101, "shop"));
        stream.beat();
        assertThat(fill(stream)).startsWith("{").doesNotContain("\n\n");
        assertThat(stream.idle()).isTrue();
    }

    @Test
    void whoIsOvertakenIsToldSoAndNothingElse() {
        EventStream stream = stream(0, false, null);
        for (int i = 1; i <= 9; i++) {
            ring.add(Entries.state(100 + i, "shop"));
        }
        assertThat(fill(stream)).isEqualTo(DROPPED);
        assertThat(stream.ended()).isTrue();
        EventStream lost = stream(org.liege.realm.Annals.LOST, true, null);
        assertThat(fill(lost)).isEqualTo("data: " + DROPPED + "\n");
    }

    @Test
    void whoIsGivenUpLearnsThatAndNotWhatItMissed() {
        EventStream stream = stream(0, false, null);
        ring.add(Entries.state(101, "shop"));
        assertThat(stream.giveUp()).isTrue();
        assertThat(stream.idle()).isFalse();
        assertThat(stream.giveUp()).as("once only").isFalse();
        assertThat(fill(stream)).isEqualTo(DROPPED);
        assertThat(stream.ended()).isTrue();
    }

    @Test
    void snapshotInTheMiddleIsNeverFollowedByAWordThatWouldLookLikeItsEnd() {
        EventStream stream = stream(0, false, snapshot(1000));
        assertThat(fill(stream)).startsWith("{\"event\":\"snapshot\",").doesNotContain("\n");
        assertThat(stream.giveUp()).as("can be told").isFalse();
    }

    @Test
    void longSnapshotComesInPiecesAndEventsAfterIt() {
        EventStream stream = stream(0, true, snapshot(200));
        ring.add(Entries.state(101, "shop"));
        StringBuilder all = new StringBuilder();
        int pieces = 0;
        for (; !stream.idle(); pieces++) {
            all.append(fill(stream));
        }
        assertThat(pieces).isGreaterThan(5);
        assertThat(all.toString()).startsWith("id: 100\ndata: {\"event\":\"snapshot\",")
                .contains("\"app00199\"", "\"next\":null}\n\nid: 101\ndata: {\"sequence\":101,").endsWith("}\n\n");
    }
}
