package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.liege.sandbox.EventPoll;

@Timeout(60)
class StirTest {
    private static final long FOR_EVER = -1;

    @TempDir
    Path place;

    @Test
    void theFirstWhoComesEndsTheWait() throws Exception {
        try (OneVassal shop = new OneVassal(place, 5); Stir stir = Stir.open();
                Visitors visitors = new Visitors(shop.path())) {
            stir.watch(Roster.of(shop.estates).wards());
            visitors.come(1);
            stir.await(FOR_EVER);
        }
    }

    @Test
    void aListenerTellsOnceUntilItIsArmedAgain() throws Exception {
        try (OneVassal shop = new OneVassal(place, 5); EventPoll poll = EventPoll.open(); Stir stir = new Stir(poll);
                Visitors visitors = new Visitors(shop.path())) {
            stir.watch(Roster.of(shop.estates).wards());
            visitors.come(1);
            stir.await(FOR_EVER);
            visitors.come(1);
            assertThat(poll.await(0, new long[1])).as("not armed").isZero();
            stir.arm();
            stir.await(FOR_EVER);
            stir.arm();
            assertThat(poll.await(FOR_EVER, new long[1])).as("somebody still waits").isEqualTo(1);
        }
    }

    @Test
    void aListenerThatHasGoneIsNotWatchedAnyMore() throws Exception {
        try (OneVassal shop = new OneVassal(place, 5); EventPoll poll = EventPoll.open(); Stir stir = new Stir(poll)) {
            stir.watch(Roster.of(shop.estates).wards());
            shop.close();
            stir.watch(List.of());
            stir.arm();
            assertThat(poll.await(0, new long[1])).isZero();
        }
    }

    @Test
    void othersCanEndTheWait() throws Exception {
        try (Stir stir = Stir.open()) {
            CompletableFuture<Void> waker = CompletableFuture.runAsync(stir::wake);
            stir.await(FOR_EVER);
            waker.get(30, TimeUnit.SECONDS);
        }
    }
}
