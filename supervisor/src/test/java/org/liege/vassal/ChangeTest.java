package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final String PATH = "/run/liege/apps/shop.sock";

    private static Change change(Edict edited) {
        return Change.between(Edict.of("shop").decree(), edited.digest("2").decree());
    }

    @Test
    void aTouchAsksForNewWorkers() {
        assertThat(change(Edict.of("shop"))).isEqualTo(Change.NEW_WORKERS);
    }

    @Test
    void whatIsExecutedAsksForNewWorkers() {
        assertThat(change(Edict.of("shop").program("/srv/new"))).isEqualTo(Change.NEW_WORKERS);
        assertThat(change(Edict.of("shop").stop("INT", 30_000))).isEqualTo(Change.NEW_WORKERS);
    }

    @Test
    void anotherWatchdogAsksForNewWorkersForItStandsInTheirEnvironment() {
        assertThat(change(Edict.of("shop").liveness(new Liveness(9_000, Optional.empty(), 10_000, 3))))
                .isEqualTo(Change.NEW_WORKERS);
    }

    @Test
    void anyEditAsksForANewUwsgiWhichReadsTheRestOfItsFileItself() {
        assertThat(Change.between(Edict.of("shop").kind("uwsgi").decree(),
                        Edict.of("shop").kind("uwsgi").digest("2").priority(3).decree()))
                .isEqualTo(Change.NEW_WORKERS);
    }

    @Test
    void theseApplyLive() {
        assertThat(List.of(
                        change(Edict.of("shop").processes(2)),
                        change(Edict.of("shop").priority(3)),
                        change(Edict.of("shop").stop("TERM", 1)),
                        change(Edict.of("shop").throttle(1, 2, 3)),
                        change(Edict.of("shop").restart(RestartPolicy.NEVER)),
                        change(Edict.of("shop").metadata("name.owner", "ann")),
                        change(Edict.of("shop").liveness(
                                new Liveness(0, Optional.of(new Readiness.Http("/up", 0)), 1_000, 1))),
                        change(Edict.of("shop").sockets(Edict.socket(PATH, 512)))))
                .containsOnly(Change.LIVE);
    }

    @Test
    void otherRightsOfTheSocketApplyLive() {
        assertThat(change(Edict.of("shop").sockets(new SocketDecree(PATH, 100, 0600, 33, 33, true))))
                .isEqualTo(Change.LIVE);
    }

    @Test
    void anotherPathOrAnotherNumberOfSocketsAsksForNewWorkers() {
        assertThat(change(Edict.of("shop").sockets(Edict.socket("/srv/other.sock", 100))))
                .isEqualTo(Change.NEW_WORKERS);
        assertThat(change(Edict.of("shop").sockets(Edict.socket(PATH, 100), Edict.socket("/srv/b.sock", 100))))
                .isEqualTo(Change.NEW_WORKERS);
        assertThat(change(Edict.of("shop").sockets())).isEqualTo(Change.NEW_WORKERS);
    }

    @Test
    void theSamePathsInAnotherOrderAreOtherDescriptors() {
        SocketDecree a = Edict.socket("/srv/a.sock", 100);
        SocketDecree b = Edict.socket("/srv/b.sock", 100);
        assertThat(Change.samePlaces(List.of(a, b), List.of(b, a))).isFalse();
    }

    @Test
    void theSamePathUnderAnotherOwnersRightsIsAnotherPlace() {
        SocketDecree tenants = new SocketDecree(PATH, 100, 0660, 0, 0, false);
        assertThat(Change.samePlaces(List.of(Edict.socket(PATH, 100)), List.of(tenants))).isFalse();
    }
}
