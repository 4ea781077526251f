package org.liege.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liege.vassal.VassalView;

/** Slow, mute, huge, half and greedy clients: each gets its due, and nobody else notices. */
class HostileClientsTest {
    private static final Limits QUICK = new Limits(2_000, 2_000, 2_000, 60_000, 300, 300, 15_000, 1100);
    private static final String GET = "GET /v1/apps/app00001 HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LIST = "GET /v1/apps HTTP/1.1\r\nHost: x\r\n\r\n";

    private DoorsFixture doors;

    @BeforeEach
    void openDoors() throws IOException {
        doors = new DoorsFixture(QUICK);
        List<VassalView> views = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            views.add(Views.running(String.format("app%05d", i), 3));
        }
        doors.court.publish(views);
    }

    @AfterEach
    void closeDoors() throws IOException {
        doors.close();
    }

    private void assertOthersAreServed() throws IOException {
        assertThat(doors.controlClient().app("app00001").status()).isEqualTo(200);
        assertThat(doors.queryClient().app("app00001").status()).isEqualTo(200);
    }

    @Test
    void aHeadThatComesByteByByteIsCutOffWhenItsTimeIsUp() throws IOException {
        RawClient slow = doors.raw(doors.query());
        slow.send("GET /");
        await().pollInterval(java.time.Duration.ofMillis(20)).until(() -> sendsNoMore(slow));
        assertThat(slow.readToEnd()).startsWith("HTTP/1.1 408 ").contains("\"code\":\"bad-request\"");
        assertOthersAreServed();
    }

    /** Sends one byte; true once the other side has closed. */
    private static boolean sendsNoMore(RawClient client) {
        try {
            client.send("x");
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aClientWhoSaysNothingIsClosedWithoutAWord() throws IOException {
        assertThat(doors.raw(doors.query()).readToEnd()).isEmpty();
        assertOthersAreServed();
    }

    @Test
    void aHeadWithoutEndIsRefusedAtItsLimit() throws IOException {
        String answer = doors.exchange("GET /v1/apps HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(50_000));
        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("\"code\":\"too-large\"");
        assertThat(doors.exchange("GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(65) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertOthersAreServed();
    }

    @Test
    void halfARequestAndThenNothingIsClosedWithoutAnAnswer() throws IOException {
        RawClient half = doors.raw(doors.query());
        half.send(GET.substring(0, GET.length() - 2));
        half.endOutput();
        assertThat(half.readToEnd()).isEmpty();
        assertOthersAreServed();
    }

    @Test
    void aClientWhoOnlyEndedItsOwnSideStillGetsItsAnswer() throws IOException {
        RawClient polite = doors.raw(doors.query());
        polite.send(GET + LIST);
        polite.endOutput();
        assertThat(polite.readToEnd()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n0\r\n\r\n");
    }

    @Test
    void aHundredRequestsAtOnceAreAnsweredInTheirOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name = String.format("app%05d", i * 37);
            requests.append("GET /v1/apps/").append(name).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
            expected.add(name);
        }
        RawClient client = doors.raw(doors.query());
        client.send(requests.toString());
        String answers = client.readUntil("\"metadata\":{}}", 100);
        List<String> names = new ArrayList<>();
        Matcher matcher = Pattern.compile("\\{\"name\":\"(app\\d+)\"").matcher(answers);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        assertThat(names).isEqualTo(expected);
    }

    @Test
    void aThousandConnectionsAtOnceKeepNobodyElseWaiting() throws IOException {
        List<RawClient> crowd = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            RawClient client = doors.raw(doors.query());
            client.send(i % 2 == 0 ? "GET /v1/ap" : LIST);
            crowd.add(client);
        }
        assertOthersAreServed();
        assertThat(crowd.get(999).readUntil("\"next\":\"app00999\"}", 1)).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void oneConnectionTooManyIsTurnedAwayAndAnotherDoorIsNotConcerned() throws IOException {
        // Filled up again at each try: on a busy machine the first may be idle for too long before the last has come.
        await().untilAsserted(() -> {
            for (int i = 0; i < QUICK.connections(); i++) {
                doors.raw(doors.query());
            }
            RawClient late = doors.raw(doors.query());
            assertThat(late.readToEnd()).startsWith("HTTP/1.1 503 ").contains("\"code\":\"busy\"");
        });
        assertThat(doors.controlClient().app("app00001").status()).isEqualTo(200);
        await().untilAsserted(this::assertOthersAreServed);
    }

    @Test
    void aClientWhoNeverReadsIsNotReadFromAnyMoreAndClosedInTheEnd() throws IOException {
        RawClient deaf = doors.raw(doors.query());
        byte[] lists = LIST.repeat(1000).getBytes(StandardCharsets.ISO_8859_1);
        int sent = deaf.send(lists);
        for (int more = sent; more == lists.length; more = deaf.send(lists)) {
            sent += more;
        }
        assertThat(sent).as("bytes taken of endless requests").isLessThan(4 << 20);
        assertOthersAreServed();
        await().until(() -> sendsNoMore(deaf));
        assertOthersAreServed();
    }

    @Test
    void aFailureInOneAnswerEndsThatConnectionOnly() throws IOException {
        RawClient bystander = doors.raw(doors.query());
        doors.court.broken = true;
        assertThat(doors.exchange(GET)).isEmpty();
        doors.court.broken = false;
        bystander.send(GET);
        assertThat(bystander.readUntil("\"metadata\":{}}", 1)).startsWith("HTTP/1.1 200 OK");
        assertOthersAreServed();
    }

    @Test
    void nothingOfThisCanStopTheDoorsFromClosing() throws IOException {
        for (int i = 0; i < 50; i++) {
            doors.raw(doors.control()).send(i % 2 == 0 ? LIST : "GET");
        }
        doors.close();
        assertThat(doors.control()).doesNotExist();
        doors = new DoorsFixture(QUICK);
    }
}
