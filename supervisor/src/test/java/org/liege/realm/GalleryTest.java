package org.liege.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liege.vassal.Moment;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;

class GalleryTest {
    private static final Moment NOW = new Moment(0, 0);
    private final Gallery gallery = new Gallery();

    private static VassalView view(String name, State state) {
        return Views.of(name, state, List.of());
    }

    private List<String> names() {
        return gallery.snapshot(NOW).vassals().stream().map(view -> view.name() + " " + view.state().word()).toList();
    }

    @Test
    void hangsViewsByName() {
        gallery.hang(view("b", State.IDLE));
        gallery.hang(view("a", State.IDLE));
        assertThat(names()).containsExactly("a idle", "b idle");
    }

    @Test
    void anEqualViewIsNoChange() {
        gallery.hang(view("a", State.IDLE));
        Snapshot before = gallery.snapshot(NOW);
        gallery.hang(view("a", State.IDLE));
        assertThat(gallery.snapshot(NOW)).isSameAs(before);
    }

    @Test
    void oneThatGoesAndComesBackBetweenTwoPublicationsIsThere() {
        gallery.hang(view("a", State.RUNNING));
        gallery.snapshot(NOW);
        gallery.remove("a");
        gallery.hang(view("a", State.RUNNING));
        assertThat(names()).containsExactly("a running");
    }

    @Test
    void oneThatChangesAndChangesBackBetweenTwoPublicationsIsAsItWas() {
        gallery.hang(view("a", State.RUNNING));
        gallery.snapshot(NOW);
        gallery.hang(view("a", State.STARTING));
        gallery.hang(view("a", State.RUNNING));
        assertThat(names()).containsExactly("a running");
    }

    @Test
    void oneThatComesAndGoesBetweenTwoPublicationsIsNotThere() {
        gallery.hang(view("a", State.IDLE));
        gallery.remove("a");
        assertThat(names()).isEmpty();
    }
}
