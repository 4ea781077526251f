package org.liege.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liege.vassal.Moment;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;

class SnapshotTest {
    private static final Moment NOW = new Moment(1, 2);

    private static VassalView view(String name) {
        return view(name, State.IDLE);
    }

    private static VassalView view(String name, State state) {
        return new VassalView(name, state, "", "", NOW, true, false, false, "/etc/x.ini", "vassal", "boot", 0,
                false, List.of(), 0, List.of(), List.of(), 0, 0, null, null, null, Map.of());
    }

    private static Snapshot of(String... names) {
        return new Snapshot(1, NOW, Stream.of(names).map(SnapshotTest::view).toList(), List.of());
    }

    private static List<String> names(Snapshot snapshot) {
        return snapshot.vassals().stream().map(VassalView::name).toList();
    }

    @Test
    void findsEveryOneAndNobodyElse() {
        Snapshot snapshot = of("a", "b", "d", "e");
        for (VassalView view : snapshot.vassals()) {
            assertThat(snapshot.find(view.name())).contains(view);
        }
        assertThat(Stream.of("", "c", "z", "A").map(snapshot::find)).allMatch(java.util.Optional::isEmpty);
        assertThat(of().find("a")).isEmpty();
    }

    @Test
    void aPageGoesOnAfterANameWhetherThatIsThereOrNot() {
        Snapshot snapshot = of("a", "b", "d");
        assertThat(snapshot.positionAfter("")).isZero();
        assertThat(snapshot.positionAfter("b")).isEqualTo(2);
        assertThat(snapshot.positionAfter("c")).isEqualTo(2);
        assertThat(snapshot.positionAfter("z")).isEqualTo(3);
        assertThat(of().positionAfter("a")).isZero();
    }

    @Test
    void aGallerySortsNewcomersInAndDropsWhoLeft() {
        Gallery gallery = new Gallery();
        Stream.of("m", "a", "z").map(SnapshotTest::view).forEach(gallery::hang);
        assertThat(names(gallery.snapshot(NOW))).containsExactly("a", "m", "z");
        gallery.remove("m");
        gallery.hang(view("b"));
        assertThat(names(gallery.snapshot(NOW))).containsExactly("a", "b", "z");
    }

    @Test
    void aGalleryShowsOneThatLeftAndCameBackBetweenTwoPublications() {
        Gallery gallery = new Gallery();
        gallery.hang(view("a"));
        gallery.snapshot(NOW);
        gallery.remove("a");
        gallery.hang(view("a"));
        assertThat(names(gallery.snapshot(NOW))).containsExactly("a");
        gallery.remove("a");
        assertThat(names(gallery.snapshot(NOW))).isEmpty();
    }

    @Test
    void aGalleryPublishesNothingWhenTheSameViewIsHungAgain() {
        Gallery gallery = new Gallery();
        gallery.hang(view("a"));
        Snapshot first = gallery.snapshot(NOW);
        gallery.hang(view("a"));
        assertThat(gallery.snapshot(NOW)).isSameAs(first);
    }

    @Test
    void aGalleryShowsTheOldViewAgainWhenAChangeWasTakenBackBeforePublication() {
        Gallery gallery = new Gallery();
        gallery.hang(view("a", State.IDLE));
        gallery.snapshot(NOW);
        gallery.hang(view("a", State.STARTING));
        gallery.hang(view("a", State.IDLE));
        assertThat(gallery.snapshot(NOW).find("a")).contains(view("a", State.IDLE));
    }
}
