package org.liege.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liege.control.DoorsFixture;
import org.liege.control.Views;
import org.liege.vassal.Fault;
import org.liege.vassal.VassalView;

class StatusCommandTest {
    private DoorsFixture doors;
    private Session session;

    @BeforeEach
    void openDoors() throws IOException {
        doors = DoorsFixture.open();
        session = new Session().with("LIEGE_RUN_DIR", doors.runDir.toString());
    }

    @AfterEach
    void closeDoors() throws IOException {
        doors.close();
    }

    @Test
    void allAppsComeAsATableWithFaultsBelow() {
        doors.court.publish(
                List.of(Views.shop(), Views.stopped("a-rather-long-name")),
                List.of(new Fault("/v/-x.ini", 0, "illegal")));
        assertThat(session.run("status")).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).isEqualTo("""
                NAME                STATE    SINCE    WORKERS  QUEUE  RESTARTS  REASON
                a-rather-long-name  stopped  10m 52s  0/0      0/100  2         ready after 412 ms
                shop                running  10m 52s  1/1      0/100  2         ready after 412 ms

                Faults:
                /etc/liege/vassals/a-rather-long-name.ini:7: unknown key 'comand'; did you mean 'command'?
                /etc/liege/vassals/shop.ini:7: unknown key 'comand'; did you mean 'command'?

                Refused:
                /v/-x.ini:0: illegal
                """);
    }

    @Test
    void whatTheMasterComplainsOfComesLast() {
        doors.court.health = new org.liege.realm.Court.LoopHealth(3, false, List.of("/v:0: lost 12 of 12 vassals"));
        doors.court.publish(List.of(Views.shop()));
        assertThat(session.run("status")).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).endsWith("\n\nComplaints:\n/v:0: lost 12 of 12 vassals\n");
    }

    @Test
    void aNarrowTerminalCutsTheReasonOnly() {
        doors.court.publish(List.of(Views.shop()));
        session.with("COLUMNS", "60").run("status");
        assertThat(session.out().lines().limit(2)).allMatch(line -> line.length() <= 60);
        assertThat(session.out()).contains("ready aft…");
    }

    @Test
    void aRealmWithoutAppsSaysSo() {
        assertThat(session.run("status")).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).contains("(no apps)");
    }

    @Test
    void moreThanAPageOfAppsIsListedWhole() {
        List<VassalView> views = new ArrayList<>();
        for (int i = 0; i < 2300; i++) {
            views.add(Views.running(String.format("app%05d", i), 3));
        }
        doors.court.publish(views);
        assertThat(session.run("status")).isEqualTo(ExitCode.DONE);
        assertThat(session.out().lines().filter(line -> line.startsWith("app"))).hasSize(2300);
        assertThat(session.run("status", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).contains("\"name\":\"app02299\"", "\"next\":null}");
    }

    @Test
    void oneAppIsToldInABlock() {
        doors.court.publish(List.of(Views.shop()));
        assertThat(session.run("status", "shop")).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).isEqualTo("""
                shop        running for 10m 52s
                reason      ready after 412 ms
                file        /etc/liege/vassals/shop.ini
                start       boot
                starts      3, of which restarts 2
                worker      pid 4711, generation 3, ready, for 10m 52s
                socket      /run/liege/apps/shop.sock, 0 waiting of 100, peak 4
                last exit   pid 4700 by SIGKILL, 10m 54s ago
                fault       /etc/liege/vassals/shop.ini:7: unknown key 'comand'; did you mean 'command'?
                """);
    }

    @Test
    void theExitCodeTellsWhetherAWorkerIsReady() {
        doors.court.publish(List.of(Views.shop(), Views.stopped("down")));
        assertThat(session.run("status", "shop")).isEqualTo(ExitCode.DONE);
        assertThat(session.run("status", "down")).isEqualTo(ExitCode.NOT_READY);
        assertThat(session.run("status", "nobody")).isEqualTo(ExitCode.NO_APP);
        assertThat(session.err()).isEqualTo(
                "liege: could not tell the status of 'nobody': no vassal has this name\n");
    }

    @Test
    void jsonIsTheControlSocketsOwn() {
        doors.court.publish(List.of(Views.shop()));
        assertThat(session.run("status", "--json", "shop")).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).startsWith("{\"name\":\"shop\",").endsWith("\"metadata\":{}}\n");
        assertThat(session.run("status", "nobody", "--json")).isEqualTo(ExitCode.NO_APP);
        assertThat(session.out()).startsWith("{\"status\":404,\"code\":\"unknown-app\"");
    }

    @Test
    void withoutAMasterItSaysWhereItLookedAndWhatToDo() throws IOException {
        DoorsFixture gone = DoorsFixture.open();
        gone.close();
        assertThat(session.run("status", "--run-dir", gone.runDir.toString())).isEqualTo(ExitCode.NO_MASTER);
        assertThat(session.err())
                .contains(gone.control().toString(), "could not reach a master", "(ENOENT)", "'liege up'");
        assertThat(session.out()).isEmpty();
    }

    @Test
    void aSocketThatNobodyListensOnIsNoMaster() throws IOException {
        Files.createFile(doors.runDir.resolve("other"));
        Files.move(doors.control(), doors.runDir.resolve("control.away"));
        Files.move(doors.runDir.resolve("other"), doors.control());
        assertThat(session.run("status")).isEqualTo(ExitCode.NO_MASTER);
        assertThat(session.err()).contains("(ECONNREFUSED)");
    }

    @Test
    void whatAnAppWritesCannotSteerTheTerminal() {
        assertThat(Plain.text("a\u001b[31mb\r\nc\u0007")).isEqualTo("a?[31mb? c?");
    }
}
