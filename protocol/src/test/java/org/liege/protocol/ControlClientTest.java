package org.liege.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlClientTest {
    @TempDir
    private Path place;

    private HttpAnswer ask(String answer) throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(place.resolve("s"), answer)) {
            HttpAnswer got = new ControlClient(place.resolve("s")).app("a b");
            assertThat(server.request()).startsWith("GET /v1/apps/a%20b HTTP/1.1\r\n").endsWith("\r\n\r\n");
            return got;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello, and more",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nTrailer: t\r\n\r\n",
        "HTTP/1.0 200\r\n\r\nhello",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    })
    void bodiesAreReadByTheirFraming(String answer) throws IOException {
        HttpAnswer got = ask(answer);
        assertThat(got.status()).isEqualTo(200);
        assertThat(new String(got.body(), StandardCharsets.UTF_8)).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "hello", "SSH-2.0-x\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n"
    })
    void whatIsNoAnswerIsRefused(String answer) {
        assertThatThrownBy(() -> ask(answer)).isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void anEndlessHeadIsCutOff() {
        assertThatThrownBy(() -> ask("HTTP/1.1 200 " + "x".repeat(9000))).isInstanceOf(MalformedAnswer.class);
        assertThatThrownBy(() -> ask("HTTP/1.1 200 OK\r\n" + number(200) + "\r\n")).isInstanceOf(MalformedAnswer.class);
    }

    private static String number(int headers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < headers; i++) {
            text.append("X-").append(i).append(": y\r\n");
        }
        return text.toString();
    }

    @Test
    void anAbsentSocketIsToldApartFromADeadOne() throws IOException {
        Path absent = place.resolve("absent");
        assertThat(failure(absent).why()).isEqualTo(NoMaster.Cause.ABSENT);
        Path dead = place.resolve("dead");
        ScriptedServer.answering(dead, "").close();
        assertThat(Files.exists(dead)).isTrue();
        assertThat(failure(dead)).hasMessageContaining(dead.toString()).hasMessageContaining("ECONNREFUSED");
        assertThat(failure(place.resolve("x".repeat(200))).why()).isEqualTo(NoMaster.Cause.UNUSABLE);
    }

    private static NoMaster failure(Path socket) {
        return catchThrowableOfType(NoMaster.class, () -> new ControlClient(socket).get("/"));
    }

    @Test
    void whoNeverAnswersIsGivenUp() throws IOException {
        try (ScriptedServer server = ScriptedServer.mute(place.resolve("s"))) {
            assertThatThrownBy(() -> new ControlClient(server.socket()).call("GET", "/", Duration.ofMillis(100)))
                    .isInstanceOf(NoMaster.class)
                    .hasMessageContaining("ETIMEDOUT");
        }
    }

    @Test
    void aFullListenQueueIsGivenUpToo() throws IOException {
        try (ScriptedServer server = ScriptedServer.full(place.resolve("s"))) {
            assertThatThrownBy(() -> new ControlClient(server.socket()).call("GET", "/", Duration.ofMillis(100)))
                    .isInstanceOf(NoMaster.class)
                    .hasMessageContaining("ETIMEDOUT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\r\nX: y", "/é", "/\u0000"})
    void nothingCanBeSmuggledIntoARequest(String target) {
        assertThatThrownBy(() -> new ControlClient(place.resolve("s")).get(target))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
