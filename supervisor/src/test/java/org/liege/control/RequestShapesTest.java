package org.liege.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests are read: what is refused because two readers could differ on it, and what is fine. */
class RequestShapesTest {
    private static final String POST = "POST /v1/apps/shop/start HTTP/1.1\r\nHost: x\r\n";
    private static final String GET = "GET /v1/apps/shop HTTP/1.1\r\nHost: x\r\n";
    private static final String LAST = GET + "Connection: close\r\n\r\n";

    private DoorsFixture doors;

    @BeforeEach
    void openDoors() throws IOException {
        doors = DoorsFixture.open();
        doors.court.publish(List.of(Views.shop()));
    }

    @AfterEach
    void closeDoors() throws IOException {
        doors.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        POST + "Content-Length: 5, 5\r\n\r\nhello",
        POST + "Content-Length: +5\r\n\r\nhello",
        POST + "Content-Length: -1\r\n\r\n",
        POST + "Content-Length: 0x5\r\n\r\nhello",
        POST + "Content-Length: 5 5\r\n\r\nhello",
        POST + "Content-Length:\r\n\r\n",
        POST + "Content-Length: 99999999999999999999\r\n\r\n",
        POST + "Content-Length : 5\r\n\r\nhello",
        POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST /v1/apps/shop/start HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        GET + "Folded: a\r\n b\r\n\r\n",
        GET + "Folded: a\r\n\tb\r\n\r\n",
        GET + " Leading: a\r\n\r\n",
        GET + "No-Colon\r\n\r\n",
        GET + ": empty\r\n\r\n",
        GET + "Bad Name: a\r\n\r\n",
        GET + "B\u00e4d: a\r\n\r\n",
        GET + "Value: a\u0001b\r\n\r\n",
        GET + "Value: a\u0000b\r\n\r\n",
        GET + "Bare: a\nCR: b\r\n\r\n",
        GET + "Bare: a\rb\r\n\r\n",
        GET + "\n",
        "GET /v1/apps/shop HTTP/1.1\nHost: x\n\n",
        "GET /v1/apps/shop HTTP/1.1\r\n\r\n",
        GET + "Host: y\r\n\r\n",
        "GET  /v1/apps/shop HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/apps/shop  HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET\t/v1/apps/shop HTTP/1.1\r\nHost: x\r\n\r\n",
        " GET /v1/apps/shop HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/apps/shop HTTP/1.1 \r\nHost: x\r\n\r\n",
        "GET /v1/apps/shop HTTP/1.1 more\r\nHost: x\r\n\r\n",
        "GET /v1/apps/shop\r\nHost: x\r\n\r\n",
        "GET /v1/apps/shop http/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/apps/shop HTTP/11\r\nHost: x\r\n\r\n",
        "G\u00e9T /v1/apps/shop HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/apps/sh\u00f6p HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET v1/apps/shop HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
        "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http:///v1/apps/shop HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/apps/shop#part HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/apps/sh%zzop HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/apps/shop% HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/apps/%ff HTTP/1.1\r\nHost: x\r\n\r\n",
        "\u0000\u0001\u0002\u0003"
    })
    void aRequestThatCouldBeReadInTwoWaysIsRefused(String request) throws IOException {
        RawClient client = doors.raw(doors.control());
        client.send(request);
        client.endOutput();
        String answer = client.readToEnd();
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json", "\"code\":\"bad-request\"");
        assertThat(doors.court.orders).isEmpty();
    }

    @Test
    void afterARefusalNothingMoreIsReadFromTheConnection() throws IOException {
        String smuggled = POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + POST + "\r\n";
        assertThat(doors.exchange(smuggled))
                .startsWith("HTTP/1.1 400 ")
                .contains("Connection: close\r\n")
                .containsOnlyOnce("HTTP/1.1");
        assertThat(doors.court.orders).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HTTP/2.0, 505", "HTTP/9.9, 505", "HTTP/0.9, 505", "HTTP/1.1, 200", "HTTP/1.0, 200"})
    void versionsAreToldApart(String version, int status) throws IOException {
        String answer = doors.exchange("GET /v1/apps/shop " + version + "\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nothing, 404, unknown-call",
        "GET, /, 404, unknown-call",
        "GET, //v1/apps, 404, unknown-call",
        "GET, /v1/apps/, 404, unknown-call",
        "GET, /v2/apps, 404, unknown-call",
        "GET, /v1/apps/shop/dance, 404, unknown-call",
        "POST, /v1/events, 405, method-not-allowed",
        "GET, /v1/apps/shop%2Fstart, 404, unknown-app",
        "GET, /v1/apps/..%2f..%2fetc, 404, unknown-app",
        "GET, /v1/apps/%00, 404, unknown-app",
        "GET, /v1/apps/-x, 404, unknown-app",
        "DELETE, /v1/apps/shop, 405, method-not-allowed",
        "POST, /v1/apps, 405, method-not-allowed",
        "GET, /v1/apps/shop/stop, 405, method-not-allowed",
        "HEAD, /v1/apps/shop/stop, 405, ''",
        "GET, /v1/apps?limit=0, 400, bad-request",
        "GET, /v1/apps?limit=1001, 400, bad-request",
        "GET, /v1/apps?limit=99999999999, 400, bad-request",
        "GET, /v1/apps?limit=-1, 400, bad-request",
        "GET, /v1/apps?limit=1&limit=2, 400, bad-request",
        "GET, /v1/apps?after=..%2f, 400, bad-request",
        "POST, /v1/apps/shop/stop?wait=soon, 400, bad-request",
        "POST, /v1/apps/shop/stop?wait=, 400, bad-request",
        "POST, /v1/apps/shop/stop?wait=11m, 400, bad-request",
        "POST, /v1/apps/shop/stop?wait=1s&wait=2s, 400, bad-request",
        "POST, /v1/apps/shop/stop?wait=-1s, 400, bad-request"
    })
    void wrongCallsAreToldApart(String method, String target, int status, String code) throws IOException {
        String answer = doors.exchange(method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains(code);
        assertThat(doors.court.orders).isEmpty();
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() throws IOException {
        assertThat(doors.exchange("PUT /v1/apps/shop HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("\r\nAllow: GET, HEAD\r\n");
        assertThat(doors.exchange("GET /v1/apps/shop/stop HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("\r\nAllow: POST\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET http://anything/v1/apps/shop HTTP/1.1\r\nHost: x\r\n",
        "GET /v1/apps/%73hop HTTP/1.1\r\nHost: x\r\n",
        "GET /v1/apps/shop?nobody=knows&me HTTP/1.1\r\nHost: x\r\n",
        "\r\n\r\nGET /v1/apps/shop HTTP/1.1\r\nHost:\r\n",
        "GET /v1/apps/shop HTTP/1.1\r\nhOsT: x\r\nX: \u00e4\t\r\nEmpty:\r\n",
        "GET /v1/apps/shop HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
    })
    void theseAreFine(String request) throws IOException {
        assertThat(doors.exchange(request + "Connection: close\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Content-Length: 5\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "Transfer-Encoding: Chunked\r\n\r\n003;name=value\r\nabc\r\nA\r\n"
                + "0123456789\r\n0\r\nTrailer: x\r\nMore: y\r\n\r\n"
    })
    void aBodyIsPassedOverAndTheNextRequestAnswered(String body) throws IOException {
        RawClient client = doors.raw(doors.control());
        client.send(GET + body + LAST);
        assertThat(client.readToEnd().split("HTTP/1\\.1 200 OK", -1)).hasSize(3);
        RawClient pieces = doors.raw(doors.control());
        for (char c : (GET + body + LAST).toCharArray()) {
            pieces.send(String.valueOf(c));
        }
        assertThat(pieces.readToEnd().split("HTTP/1\\.1 200 OK", -1)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloo\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\n20000\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\n\r\n"
    })
    void aBodyThatCannotBePassedOverEndsTheConnection(String body) throws IOException {
        RawClient client = doors.raw(doors.control());
        client.send(GET + body + LAST);
        client.endOutput();
        assertThat(client.readToEnd()).containsOnlyOnce("HTTP/1.1 ").startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void aBodyOfMoreThanItsLimitIsRefusedBeforeAnythingIsDone() throws IOException {
        String answer = doors.exchange(POST + "Content-Length: 500000000\r\n\r\n" + "x".repeat(100_000));
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"too-large\"");
        assertThat(doors.court.orders).isEmpty();
    }

    @Test
    void whoAsksWhetherToGoOnIsToldTo() throws IOException {
        RawClient client = doors.raw(doors.control());
        client.send(POST + "Expect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n");
        assertThat(client.readUntil("100 Continue\r\n\r\n", 1)).startsWith("HTTP/1.1 100 Continue\r\n\r\n");
        client.send("{}");
        client.endOutput();
        assertThat(doors.exchange(GET + "Expect: miracles\r\n\r\n")).startsWith("HTTP/1.1 417 ");
    }

    @Test
    void aConnectionIsKeptUnlessOneSideWantsItClosed() throws IOException {
        RawClient client = doors.raw(doors.control());
        for (int i = 0; i < 20; i++) {
            client.send(GET + "\r\n");
            client.readUntil("\"metadata\":{}}", 1);
        }
        client.send("GET /v1/apps/shop HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assertThat(client.readUntil("\"metadata\":{}}", 1)).contains("\r\nConnection: keep-alive\r\n");
        client.send("GET /v1/apps/shop HTTP/1.0\r\n\r\n");
        assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\nConnection: close\r\n");
    }
}
