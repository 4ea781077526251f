package org.liege.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liege.realm.Entry;
import org.liege.vassal.VassalView;

/** {@code /v1/events} and {@code history} as they go over the wire. */
class EventsTest {
    private static final String STATE_EVENT = "\"at\":\"2026-11-23T10:52:00.001Z\",\"app\":\"shop\",\"event\":\"state\","
            + "\"from\":\"starting\",\"to\":\"running\",\"reason\":\"ready after 412 ms\",\"cause\":\"ready\"}";
    private static final List<VassalView> SHOP = List.of(Views.shop());

    private DoorsFixture doors;

    @BeforeEach
    void openDoors() throws IOException {
        openDoors(10_000);
    }

    private void openDoors(long stallMillis) throws IOException {
        doors = new DoorsFixture(new Limits(60_000, 10_000, stallMillis, 60_000, 300, 5_000, 400, 1100));
        doors.court.happened(List.of(Entries.state(801, "shop"), Entries.state(802, "shop")), SHOP);
    }

    @AfterEach
    void closeDoors() throws IOException {
        doors.close();
    }

    private RawClient follow(String target, String... headers) throws IOException {
        RawClient client = doors.raw(doors.control());
        client.send(request(target, headers));
        return client;
    }

    private static String request(String target, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
    }

    private void happen(Entry... entries) {
        doors.court.happened(List.of(entries), SHOP);
    }

    @Test
    void firstComesTheSnapshotThenWhatHappens() throws IOException {
        RawClient client = follow("/v1/events");
        String first = client.readUntil("\"next\":null}\n", 1);
        assertThat(first).startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Type: application/x-ndjson\r\n", "Connection: close\r\n", "Cache-Control: no-store")
                .contains("{\"event\":\"snapshot\",\"asOf\":\"2026-11-23T10:52:00.001Z\",\"sequence\":802,\"apps\":[{\"name\":\"shop\"");
        happen(Entries.state(803, "shop"));
        assertThat(client.readUntil("}\n", 1)).contains("{\"sequence\":803," + STATE_EVENT + "\n");
        happen(Entries.state(804, "shop"), Entries.gone(805, "shop"));
        assertThat(client.readUntil("}\n", 2)).contains("{\"sequence\":804,", "{\"sequence\":805,", "\"to\":null");
    }

    @Test
    void whoComesBackGoesOnWhereItWasWithoutASnapshot() throws IOException {
        happen(Entries.state(803, "shop"));
        String resumed = follow("/v1/events?after=801").readUntil("}\n", 2);
        assertThat(resumed).contains("{\"sequence\":802,", "{\"sequence\":803,").doesNotContain("snapshot", "{\"sequence\":801,");
        RawClient browser = follow("/v1/events?after=1", "Accept: text/event-stream", "Last-Event-ID: 802");
        assertThat(browser.readUntil("}\n\n", 1)).contains("id: 803\ndata: {\"sequence\":803,").doesNotContain("snapshot");
    }

    @Test
    void whatCannotBeResumedBeginsWithASnapshot() throws IOException {
        for (String after : List.of("5", "699", "803", "999999999999999999")) {
            assertThat(follow("/v1/events?after=" + after).readUntil("\"next\":null}\n", 1)).contains("\"snapshot\"");
        }
        assertThat(follow("/v1/events", "Last-Event-ID: nonsense").readUntil("\"next\":null}\n", 1)).contains("\"snapshot\"");
    }

    @Test
    void serverSentEventsHaveIdsAndOneLineOfDataEach() throws IOException {
        RawClient client = follow("/v1/events", "Accept: text/html, text/event-stream;q=0.9");
        assertThat(client.readUntil("}\n\n", 1)).contains("Content-Type: text/event-stream\r\n", "X-Accel-Buffering: no\r\n")
                .contains("id: 802\ndata: {\"event\":\"snapshot\",");
        happen(Entries.state(803, "shop"));
        assertThat(client.readUntil("}\n\n", 1)).contains("id: 803\ndata: {\"sequence\":803," + STATE_EVENT + "\n\n");
    }

    @Test
    void oneAppsFollowerHearsOfThatAppOnly() throws IOException {
        doors.court.happened(List.of(Entries.state(803, "blog")), List.of(Views.running("blog", 1), Views.shop()));
        RawClient client = follow("/v1/events?app=shop");
        assertThat(client.readUntil("\"next\":null}\n", 1)).contains("\"shop\"").doesNotContain("\"blog\"");
        happen(Entries.state(804, "blog"), Entries.hook(805), Entries.state(806, "shop"));
        assertThat(client.readUntil("}\n", 1)).contains("806").doesNotContain("804", "805");
    }

    @Test
    void strangersHearOnlyWhatTheyMayKnow() throws IOException {
        RawClient client = doors.raw(doors.query());
        client.send(request("/v1/events"));
        assertThat(client.readUntil("\"next\":null}\n", 1)).contains("\"reason\":\"ready\"").doesNotContain("/etc/liege", "4711");
        happen(Entries.faults(803, "shop"), Entries.hook(804), Entries.reason(805, "shop", "secret of /srv/shop"));
        assertThat(client.readUntil("}\n", 1)).contains("805", "\"reason\":\"the app ended\"")
                .doesNotContain("secret", "803", "804");
        RawClient history = doors.raw(doors.query());
        history.send(request("/v1/apps/shop/history", "Connection: close"));
        assertThat(history.readToEnd()).contains("the app ended").doesNotContain("secret", "x.ini");
    }

    @Test
    void oldClientsGetTheSameWithoutChunks() throws IOException {
        RawClient client = doors.raw(doors.control());
        client.send("GET /v1/events?after=800 HTTP/1.0\r\n\r\n");
        assertThat(client.readUntil("}\n", 2)).contains("\r\n\r\n{\"sequence\":801,").doesNotContain("chunked");
    }

    @Test
    void headIsAnsweredWithTheHeadAlone() throws IOException {
        assertThat(doors.exchange("HEAD /v1/events HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK").contains("application/x-ndjson").endsWith("\r\n\r\n");
        assertThat(doors.exchange("POST /v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 405").contains("Allow: GET, HEAD");
    }

    @Test
    void unknownAppsAndOddParametersAreRefused() throws IOException {
        assertThat(doors.exchange(request("/v1/events?app=nobody"))).startsWith("HTTP/1.1 404").contains("unknown-app");
        assertThat(doors.exchange(request("/v1/events?app=../x", "Connection: close"))).startsWith("HTTP/1.1 404");
        assertThat(doors.exchange(request("/v1/events?after=-1", "Connection: close"))).startsWith("HTTP/1.1 400");
        assertThat(doors.exchange(request("/v1/events?after=1&after=2", "Connection: close"))).startsWith("HTTP/1.1 400");
        assertThat(doors.exchange(request("/v1/apps/nobody/history", "Connection: close"))).startsWith("HTTP/1.1 404");
        assertThat(follow("/v1/events?app=nobody&after=801").readUntil("\r\n\r\n", 1)).as("it may have gone since")
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void historyTellsTheLatestChangesAndTheCause() throws IOException {
        String answer = doors.exchange(request("/v1/apps/shop/history", "Connection: close"));
        assertThat(answer).contains("{\"name\":\"shop\",\"asOf\":\"2026-11-23T10:52:00.001Z\",\"sequence\":802,\"cause\":\"ready\","
                + "\"history\":[{\"sequence\":801," + STATE_EVENT + ",{\"sequence\":802," + STATE_EVENT + "]}");
    }

    @Test
    void silenceIsBrokenBySignsOfLife() throws IOException {
        RawClient lines = follow("/v1/events?after=802");
        RawClient browser = follow("/v1/events?after=802", "Accept: text/event-stream");
        assertThat(lines.readUntil("1\r\n\n\r\n", 2)).doesNotContain("{");
        assertThat(browser.readUntil(":\n\n", 2)).doesNotContain("{");
    }

    @Test
    void twoHundredFollowersAllHearEverythingInOrderThoughOneNeverReads() throws IOException {
        RawClient deaf = follow("/v1/events?after=802");
        List<RawClient> crowd = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            crowd.add(follow("/v1/events?after=802"));
        }
        for (RawClient client : crowd) {
            client.readUntil("\r\n\r\n", 1);
        }
        int events = 300;
        for (int i = 1; i <= events; i++) {
            happen(Entries.reason(802 + i, "shop", "no. " + i + "x".repeat(500)));
        }
        for (RawClient client : crowd) {
            String all = client.readUntil("}\n", events);
            List<String> sequences = all.lines().filter(line -> line.startsWith("{")).map(line -> line.substring(12, 16)).toList();
            assertThat(sequences).map(text -> text.replace(",", ""))
                    .containsExactlyElementsOf(IntStream.rangeClosed(803, 802 + events).mapToObj(Integer::toString).toList());
        }
        assertThat(doors.controlClient().app("shop").status()).isEqualTo(200);
        assertThat(deaf.readSome()).startsWith("HTTP/1.1 200 OK");
    }

    private static final int FLOOD = 40_000;

    private void flood(int first) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            entries.add(Entries.reason(first + i, "shop", "x".repeat(300)));
        }
        doors.court.happened(entries, SHOP);
    }

    @Test
    void realmOfTenThousandThatComesAtOnceOvertakesNobodyWhoReads() throws IOException {
        RawClient client = follow("/v1/events?after=802");
        client.readUntil("\r\n\r\n", 1);
        int events = 30_000;
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            entries.add(Entries.reason(803 + i, "shop", "waiting for its turn to start"));
        }
        doors.court.happened(entries, SHOP);
        long bytes = 0;
        String last = "";
        while (!last.contains("\"sequence\":" + (802 + events) + ",")) {
            String some = client.readSome();
            bytes += some.length();
            last = (last + some).substring(Math.max(0, last.length() + some.length() - 400));
            assertThat(last).doesNotContain("dropped");
        }
        assertThat(bytes).isGreaterThan(100L * events);
    }

    @Test
    void whoWasOvertakenByTheAnnalsIsToldAndClosed() throws IOException {
        RawClient slow = follow("/v1/events?after=802");
        slow.readUntil("\r\n\r\n", 1);
        flood(803);
        RawClient late = follow("/v1/events?after=803");
        assertThat(late.readUntil("\"next\":null}\n", 1)).as("begins anew").contains("\"snapshot\"");
        assertThat(slow.readToEnd()).endsWith("{\"event\":\"dropped\"}\n\r\n0\r\n\r\n");
    }

    @Test
    void deafFollowersAreClosedInTheEndAndLeaveTheirPlaces() throws IOException {
        closeDoors();
        openDoors(300);
        for (int i = 0; i < Limits.FOLLOWERS; i++) {
            follow("/v1/events?after=802").readUntil("\r\n\r\n", 1);
        }
        assertThat(follow("/v1/events").readToEnd()).startsWith("HTTP/1.1 503").contains("\"code\":\"busy\"");
        assertThat(doors.queryClient().app("shop").status()).isEqualTo(200);
        flood(803);
        flood(803 + FLOOD);
        await().untilAsserted(() -> {
            RawClient next = doors.raw(doors.control());
            next.send(request("/v1/events"));
            assertThat(next.readUntil("\r\n\r\n", 1)).startsWith("HTTP/1.1 200");
        });
    }

    @Test
    void whoHangsUpLeavesItsPlace() throws IOException {
        for (int i = 0; i < Limits.FOLLOWERS + 50; i++) {
            RawClient client = RawClient.connect(doors.control());
            client.send(request("/v1/events?after=802"));
            client.readUntil("\r\n\r\n", 1);
            client.close();
        }
        await().untilAsserted(() -> {
            RawClient next = doors.raw(doors.control());
            next.send(request("/v1/events?after=802"));
            assertThat(next.readUntil("\r\n\r\n", 1)).startsWith("HTTP/1.1 200");
        });
    }
}
