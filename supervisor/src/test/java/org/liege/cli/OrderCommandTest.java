package org.liege.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liege.control.DoorsFixture;
import org.liege.control.FakeCourt;
import org.liege.control.Views;
import org.liege.realm.Receipt;
import org.liege.vassal.Fault;
import org.liege.vassal.Verb;

class OrderCommandTest {
    private DoorsFixture doors;
    private Session session;

    @BeforeEach
    void openDoors() throws IOException {
        doors = DoorsFixture.open();
        doors.court.publish(List.of(Views.shop(), Views.running("cart", 3)));
        session = new Session().with("LIEGE_RUN_DIR", doors.runDir.toString());
    }

    @AfterEach
    void closeDoors() throws IOException {
        doors.close();
    }

    @Test
    void anOrderThatIsDoneSaysWhatTheAppIsNow() {
        assertThat(session.run("start", "shop")).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).isEqualTo("shop: running (ready after 412 ms)\n");
        assertThat(doors.court.orders).extracting(FakeCourt.Ordered::verb).containsExactly(Verb.START);
    }

    @Test
    void aWaitThatElapsesIsAnExitCodeOfItsOwn() {
        assertThat(session.run("stop", "shop", "--wait", "20ms")).isEqualTo(ExitCode.ELAPSED);
        assertThat(session.err()).isEqualTo(
                "liege: could not finish to stop 'shop' within 20 ms: "
                        + "it is running (ready after 412 ms) and goes on\n");
    }

    @Test
    void withoutWaitingItIsDoneOnceTheOrderIsTaken() {
        assertThat(session.run("stop", "--wait=0", "shop")).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).isEqualTo("shop: stop is under way, now running\n");
    }

    @Test
    void everyAppIsTriedAndTheHighestExitCodeIsTheResult() {
        assertThat(session.run("start", "nobody", "shop", "cart")).isEqualTo(ExitCode.NO_APP);
        assertThat(session.out()).contains("shop: running", "cart: running");
        assertThat(session.err()).isEqualTo("liege: could not start 'nobody': no vassal has this name\n");
    }

    @Test
    void faultsOfAFileArePrinted() {
        doors.court.answers = new Receipt.Invalid(List.of(new Fault("/v/shop.ini", 3, "unknown key 'comand'")));
        assertThat(session.run("start", "shop")).isEqualTo(ExitCode.FAILED);
        assertThat(session.out()).isEqualTo("/v/shop.ini:3: unknown key 'comand'\n");
        assertThat(session.err()).contains("could not start 'shop': the vassal has no decree that could run");
    }

    @Test
    void withoutAMasterNothingIsDone() throws IOException {
        doors.close();
        assertThat(session.run("stop", "shop")).isEqualTo(ExitCode.NO_MASTER);
        doors = DoorsFixture.open();
    }

    @Test
    void anOrderNeedsAnAppAndADuration() {
        assertThat(session.run("stop")).isEqualTo(ExitCode.USAGE);
        assertThat(session.err()).isEqualTo("liege: 'liege stop' takes one or more APPs\n");
        assertThat(session.run("stop", "shop", "--wait", "soon")).isEqualTo(ExitCode.USAGE);
        assertThat(session.run("stop", "shop", "--wait", "11m")).isEqualTo(ExitCode.USAGE);
        assertThat(session.run("stop", "shop", "--wait")).isEqualTo(ExitCode.USAGE);
        assertThat(doors.court.orders).isEmpty();
    }
}
