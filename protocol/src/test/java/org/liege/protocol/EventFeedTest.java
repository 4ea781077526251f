package org.liege.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFeedTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @TempDir
    Path place;

    private List<String> lines(String answer) throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(place.resolve("s"), answer);
                EventFeed feed = EventFeed.open(server.socket(), null)) {
            List<String> lines = new ArrayList<>();
            for (String line = feed.next(); line != null; line = feed.next()) {
                lines.add(line);
            }
            return lines;
        }
    }

    @Test
    void linesComeWholeHoweverTheyAreCutIntoChunks() throws IOException {
        assertThat(lines(CHUNKED + "3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n2\r\n\n{\r\n3\r\n}\n\n\r\n0\r\n\r\n"))
                .containsExactly("{\"a\":1}", "{}", "");
        assertThat(lines("HTTP/1.1 200 OK\r\n\r\none\ntwö\n")).containsExactly("one", "twö");
    }

    @Test
    void masterThatEndsBetweenTwoChunksIsAnEnd() throws IOException {
        assertThat(lines(CHUNKED + "2\r\na\n\r\n")).containsExactly("a");
        assertThat(lines(CHUNKED)).isEmpty();
    }

    @Test
    void anythingElseInTheMiddleIsMalformed() {
        for (String body : List.of("5\r\na\n", "2\r\nab\r\n0\r\n\r\n", "1\r\na\n\r\n", "x\r\n", "2\r\na\nb\r\n")) {
            assertThatThrownBy(() -> lines(CHUNKED + body)).as(body).isInstanceOf(MalformedAnswer.class);
        }
    }

    @Test
    void refusalIsReadWhole() throws IOException {
        String problem = "{\"status\":404,\"code\":\"unknown-app\",\"detail\":\"no\"}";
        try (ScriptedServer server = ScriptedServer.answering(place.resolve("s"),
                        "HTTP/1.1 404 Not Found\r\nContent-Length: " + problem.length() + "\r\n\r\n" + problem);
                EventFeed feed = EventFeed.open(server.socket(), "a b")) {
            assertThat(feed.isOpen()).isFalse();
            assertThat(Problem.read(feed.refusal().json()).code()).isEqualTo(Problem.Code.UNKNOWN_APP);
            assertThat(server.request()).startsWith("GET /v1/events?app=a%20b HTTP/1.1\r\n");
        }
    }

    @Test
    void eventsAndHistoriesAreReadAsTheyAreWritten() throws IOException {
        Event event = new Event(813, java.time.Instant.ofEpochMilli(5), "shop", "gone", "stopping", null, "why", "withdrawn");
        assertThat(Event.read(Json.parse(event.toJson()))).isEqualTo(event);
        History history = new History("shop", java.time.Instant.ofEpochMilli(7), 814, null, List.of(event));
        assertThat(History.read(Json.parse(history.toJson()))).isEqualTo(history);
    }
}
