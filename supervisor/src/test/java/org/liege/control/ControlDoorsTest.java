package org.liege.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liege.protocol.App;
import org.liege.protocol.AppList;
import org.liege.protocol.HttpAnswer;
import org.liege.protocol.Problem;
import org.liege.realm.Court.LoopHealth;
import org.liege.realm.Court.QueueReading;
import org.liege.vassal.Fault;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;

class ControlDoorsTest {
    private DoorsFixture doors;

    @BeforeEach
    void openDoors() throws IOException {
        doors = DoorsFixture.open();
    }

    @AfterEach
    void closeDoors() throws IOException {
        doors.close();
    }

    @Test
    void theExampleOfTheProtocolIsAnsweredToTheLetter() throws IOException {
        doors.court.publish(List.of(Views.shop()));
        HttpAnswer answer = doors.controlClient().app("shop");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("""
                {"name":"shop","state":"running","reason":"ready after 412 ms","since":"2026-11-23T10:41:07.123Z",\
                "asOf":"2026-11-23T10:52:00.001Z","configured":true,"running":true,"overloaded":false,\
                "file":"/etc/liege/vassals/shop.ini","kind":"vassal","start":"boot","stoppedByOperator":false,\
                "faults":[{"file":"/etc/liege/vassals/shop.ini","line":7,\
                "message":"unknown key 'comand'; did you mean 'command'?"}],"generation":3,\
                "workers":[{"pid":4711,"generation":3,"ready":true,"adopted":false,\
                "since":"2026-11-23T10:41:07.123Z"}],\
                "sockets":[{"path":"/run/liege/apps/shop.sock","inode":88123,"owner":"master","length":0,"limit":100,\
                "requested":100,"peak":4}],\
                "queue":{"length":0,"limit":100,"requested":100,"peak":4,"full":false,"expectedWaitMillis":null,\
                "source":"sock_diag"},"starts":3,"restarts":2,"retryAt":null,\
                "lastExit":{"pid":4700,"at":"2026-11-23T10:41:06.000Z","code":null,"signal":"KILL","oomKilled":false},\
                "metadata":{}}""");
    }

    @Test
    void theQueryDoorHidesWhatVisitorsMustNotSee() throws IOException {
        doors.court.publish(
                List.of(Views.shop()), List.of(new Fault("/etc/liege/vassals/-x.ini", 0, "an illegal name")));
        App app = App.read(doors.queryClient().app("shop").json());
        assertThat(app.reason()).isEqualTo("ready");
        assertThat(app.file()).isNull();
        assertThat(app.faults()).isEmpty();
        assertThat(app.lastExit()).isNull();
        assertThat(app.metadata()).isEmpty();
        assertThat(app.workers()).hasSize(1).allMatch(worker -> worker.pid() == null && worker.ready());
        HttpAnswer list = doors.queryClient().apps(null);
        assertThat(new String(list.body(), StandardCharsets.UTF_8)).doesNotContain("/etc/", "4711", "KILL");
    }

    @Test
    void aQueueIsFullWhenMoreWaitThanTheLimit() throws IOException {
        doors.court.publish(List.of(Views.shop()));
        doors.court.readings.put(88123L, new QueueReading(100, 100, 100));
        assertThat(App.read(doors.controlClient().app("shop").json()).queue().full()).isFalse();
        doors.court.readings.put(88123L, new QueueReading(101, 100, 101));
        assertThat(App.read(doors.controlClient().app("shop").json()).queue().full()).isTrue();
        doors.court.readings.clear();
        App unread = App.read(doors.controlClient().app("shop").json());
        assertThat(unread.queue().length()).isNull();
        assertThat(unread.queue().limit()).isEqualTo(100);
        assertThat(unread.queue().source()).isNull();
    }

    @Test
    void listsComeInPagesByNameAndByState() throws IOException {
        List<VassalView> views = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            String name = String.format("app%04d", i);
            views.add(i % 2 == 0 ? Views.running(name, 3) : Views.stopped(name));
        }
        doors.court.publish(views);
        List<String> seen = new ArrayList<>();
        String after = null;
        do {
            AppList page = AppList.read(doors.controlClient().apps(after).json());
            page.apps().forEach(app -> seen.add(app.name()));
            after = page.next();
        } while (after != null);
        assertThat(seen).hasSize(2500).isSorted().doesNotHaveDuplicates();
        AppList stopped = AppList.read(
                doors.controlClient().get("/v1/apps?state=stopped&limit=7&after=app1000").json());
        assertThat(stopped.apps()).extracting(App::name).startsWith("app1001", "app1003").hasSize(7);
        assertThat(stopped.next()).isEqualTo("app1013");
        AppList last = AppList.read(
                doors.controlClient().get("/v1/apps?state=stopped&limit=7&after=app2485").json());
        assertThat(last.apps()).hasSize(7);
        assertThat(last.next()).isNull();
    }

    @Test
    void filesThatCannotBeVassalsAreListedAsRefused() throws IOException {
        doors.court.publish(List.of(), List.of(new Fault("/v/-x.ini", 0, "an illegal \"name\"")));
        AppList list = AppList.read(doors.controlClient().apps(null).json());
        assertThat(list.apps()).isEmpty();
        assertThat(list.refused()).singleElement().hasToString("/v/-x.ini:0: an illegal \"name\"");
    }

    @Test
    void anUnknownAppIsToldApart() throws IOException {
        HttpAnswer answer = doors.queryClient().app("x");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("""
                {"status":404,"code":"unknown-app","detail":"no vassal has this name","app":"x",\
                "state":"unknown","configured":false,"running":false,"overloaded":false}""");
    }

    @Test
    void healthTellsOfAStuckLoopThoughTheDoorsAnswer() throws IOException {
        assertThat(doors.queryClient().get("/healthz").status()).isEqualTo(200);
        doors.court.health = new LoopHealth(6000, true, List.of());
        HttpAnswer stuck = doors.controlClient().get("/healthz");
        assertThat(stuck.status()).isEqualTo(503);
        assertThat(new String(stuck.body(), StandardCharsets.UTF_8)).contains("6000 ms ago", "\"status\":\"failing\"");
        doors.court.health = new LoopHealth(1, false, List.of("the directory /etc/x is gone"));
        HttpAnswer failing = doors.queryClient().get("/healthz");
        assertThat(failing.status()).isEqualTo(503);
        assertThat(new String(failing.body(), StandardCharsets.UTF_8)).doesNotContain("/etc/x");
    }

    @Test
    void headAnswersWithTheLengthAndNoBody() throws IOException {
        doors.court.publish(List.of(Views.shop()));
        String answer = doors.exchange("HEAD /v1/apps/shop HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n").contains("Content-Length: ");
        String list = doors.exchange("HEAD /v1/apps HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(list).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
    }

    @Test
    void anOlderClientGetsItsListUpToTheEndOfTheConnection() throws IOException {
        doors.court.publish(List.of(Views.shop()));
        String answer = doors.exchange("GET /v1/apps HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assertThat(answer).contains("Connection: close\r\n").doesNotContain("chunked").endsWith("\"next\":null}");
    }

    @Test
    void theDoorsHaveTheirModesAndAreGoneAfterwards() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(doors.query()))).isEqualTo("rw-rw----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(doors.control()))).isEqualTo("rw-------");
        try (var files = Files.list(doors.runDir)) {
            assertThat(files).hasSize(2);
        }
        DoorsFixture other = DoorsFixture.open();
        other.close();
        assertThat(other.query()).doesNotExist();
    }

    @Test
    void aStateIsOneOfThePublishedWords() throws IOException {
        for (State state : State.values()) {
            assertThat(doors.queryClient().get("/v1/apps?state=" + state.word()).status()).isEqualTo(200);
        }
        HttpAnswer bad = doors.queryClient().get("/v1/apps?state=sleepy");
        assertThat(Problem.read(bad.json()).code()).isEqualTo(Problem.Code.BAD_REQUEST);
    }

    @Test
    void closedConnectionsLeaveNoDescriptorBehind() throws IOException {
        doors.court.publish(List.of(Views.shop()));
        doors.controlClient().app("shop");
        long before = descriptors();
        for (int i = 0; i < 200; i++) {
            assertThat(doors.queryClient().app("shop").status()).isEqualTo(200);
        }
        // Other threads may open a few of their own meanwhile, but not one a connection.
        await().untilAsserted(() -> assertThat(descriptors()).isLessThan(before + 50));
    }

    private static long descriptors() throws IOException {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }

    @Test
    void atRestTheAnswerIsAsNewAsTheLastTurn() throws IOException {
        doors.court.publish(List.of(Views.shop()));
        doors.court.now = Views.AS_OF.plusMillis(60_000);
        doors.court.health = new LoopHealth(500, true, List.of());
        assertThat(App.read(doors.controlClient().app("shop").json()).asOf()).isEqualTo("2026-11-23T10:52:59.501Z");
        assertThat(AppList.read(doors.controlClient().apps(null).json()).asOf()).isEqualTo("2026-11-23T10:52:59.501Z");
    }
}
