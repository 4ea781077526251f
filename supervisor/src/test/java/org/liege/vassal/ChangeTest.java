package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liege.vassal.Change.LIVE;
import static org.liege.vassal.Change.NEW_WORKERS;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final String PATH = "/run/liege/apps/shop.sock";
    private final Decree before = new Sketch().decree();

    private Change to(Sketch after) {
        return Change.between(before, after.decree());
    }

    @Test
    void policyNumberOfProcessesBacklogAndMetadataApplyLive() {
        assertThat(to(new Sketch().stopTimeout(1))).isEqualTo(LIVE);
        assertThat(to(new Sketch().processes(3))).isEqualTo(LIVE);
        assertThat(to(new Sketch().sockets(Sketch.socket(PATH, 7)))).isEqualTo(LIVE);
        assertThat(to(new Sketch().metadata(Map.of("a", "b")))).isEqualTo(LIVE);
    }

    @Test
    void anotherCommandNeedsNewWorkersWhateverElseChanged() {
        assertThat(to(new Sketch().command("/srv/other"))).isEqualTo(NEW_WORKERS);
        assertThat(to(new Sketch().command("/srv/other").processes(3))).isEqualTo(NEW_WORKERS);
    }

    @Test
    void anotherPlaceOrNumberOfSocketsNeedsNewWorkers() {
        assertThat(to(new Sketch().sockets(Sketch.socket("/run/liege/apps/b.sock", 100)))).isEqualTo(NEW_WORKERS);
        assertThat(to(new Sketch().sockets())).isEqualTo(NEW_WORKERS);
        assertThat(to(new Sketch().sockets(Sketch.socket(PATH, 100), Sketch.socket("/run/b.sock", 100))))
                .isEqualTo(NEW_WORKERS);
    }

    @Test
    void aBareTouchAsksForNewWorkers() {
        assertThat(to(new Sketch())).isEqualTo(NEW_WORKERS);
    }
}
