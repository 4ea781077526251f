package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liege.realm.Entry;
import org.liege.realm.Entry.Kind;
import org.liege.vassal.Cause;
import org.liege.vassal.Moment;
import org.liege.vassal.State;

class HookQueueTest {
    private static final Moment NOW = new Moment(0, 0);

    private final HookQueue queue = new HookQueue(EnumSet.allOf(State.class));

    private static Entry change(long sequence, String app, State from, State to) {
        return new Entry(sequence, NOW, app, Kind.STATE, from, to, Cause.EXITED, "why");
    }

    @Test
    void onlyTheLatestChangeOfEachVassalIsToldAndTheOldestWaitsFirst() throws InterruptedException {
        queue.offer(change(1, "shop", State.RUNNING, State.BACKOFF));
        queue.offer(change(2, "blog", State.STARTING, State.RUNNING));
        queue.offer(change(3, "shop", State.BACKOFF, State.STARTING));
        queue.offer(change(4, "shop", State.STARTING, State.FAILED));
        HookQueue.News first = queue.take();
        assertThat(first.entry().sequence()).isEqualTo(4);
        assertThat(first.left()).isEqualTo(2);
        assertThat(queue.take().entry().app()).isEqualTo("blog");
        queue.offer(change(5, "shop", State.FAILED, State.RUNNING));
        assertThat(queue.take().left()).isZero();
    }

    @Test
    void onlyStatesThatWereAskedForAreTold() throws InterruptedException {
        HookQueue choosy = new HookQueue(Set.of(State.FAILED, State.RUNNING));
        choosy.offer(change(1, "shop", State.STARTING, State.FAILED));
        choosy.offer(change(2, "shop", State.FAILED, State.STARTING));
        choosy.offer(new Entry(3, NOW, "shop", Kind.REASON, State.FAILED, State.FAILED, Cause.EXITED, "again"));
        assertThat(choosy.take().entry().sequence()).isEqualTo(1);
    }

    @Test
    void moreVassalsThanThereIsRoomForAreCounted() {
        for (int i = 0; i < HookQueue.MOST_WAITING + 3; i++) {
            queue.offer(change(i, "app" + i, State.STARTING, State.RUNNING));
        }
        assertThat(queue.takeLost()).isEqualTo(3);
        assertThat(queue.takeLost()).isZero();
    }
}
