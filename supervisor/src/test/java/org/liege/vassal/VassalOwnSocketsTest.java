package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers that bind their sockets by themselves. */
class VassalOwnSocketsTest {
    private static final String PATH = "/srv/shop.sock";

    private final Stage stage = new Stage();

    @Test
    void aSecondWorkerNeverStartsBesideOneThatHoldsThePath() {
        for (Reload reload : List.of(new Reload.Restart(), new Reload.Rolling(), new Reload.Signal("HUP"))) {
            Stage each = new Stage();
            int pid = each.proven(edict().reload(reload)).get(0);
            assertThat(each.decree(edict().reload(reload).digest("2").program("/srv/new")))
                    .as("%s", reload).containsExactly(new Action.Signal(pid, Stage.TICKS, "TERM", "stop"));
            assertThat(Stage.spawns(each.end(pid, Stage.CLEAN))).hasSize(1);
        }
    }

    @Test
    void whatWasSeenOfItsSocketIsShown() {
        stage.proven(edict());
        VassalView.SocketView seen = new VassalView.SocketView(PATH, 4711, "worker", 17, 100);
        stage.tell(new Fact.Sighted(List.of(seen)));
        assertThat(stage.view().sockets()).containsExactly(seen);
    }

    @Test
    void whatWasSeenOfSocketsThatTheMasterBindsByNowIsOfNoInterest() {
        stage.proven(Edict.of("shop"));
        List<VassalView.SocketView> before = stage.view().sockets();
        stage.tell(new Fact.Sighted(List.of(new VassalView.SocketView(PATH, 4711, "worker", 17, 100))));
        assertThat(stage.view().sockets()).isEqualTo(before);
    }

    private static Edict edict() {
        return Edict.of("shop").sockets(new SocketDecree(PATH, 100, 0660, 0, 0, false, true));
    }
}
