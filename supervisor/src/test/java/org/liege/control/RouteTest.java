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
import org.liege.realm.Court.QueueReading;
import org.liege.vassal.State;
import org.liege.vassal.VassalView.WorkerView;

/** The proxy's two questions, over the real doors: the whole table, and what a proxy may tell of its own attempt. */
class RouteTest {
    private static final QueueReading FULL = new QueueReading(101, 100, 101);
    private static final String RETRY = "X-Retry: @retry\r\n";

    private DoorsFixture doors;

    @BeforeEach
    void openDoors() throws IOException {
        doors = DoorsFixture.open();
    }

    @AfterEach
    void closeDoors() throws IOException {
        doors.close();
    }

    private void state(State state, boolean ready) {
        List<WorkerView> workers = ready ? List.of(new WorkerView(4711, 3, true, false, Views.AS_OF)) : List.of();
        doors.court.publish(List.of(Views.view("shop", state, workers)));
    }

    private String ask(String call, String headers) throws IOException {
        return doors.exchange("POST /v1/apps/shop/" + call + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Length: 4\r\n" + headers + "\r\nbody");
    }

    @ParameterizedTest
    @CsvSource({
        "STOPPED, false, 503, 503",
        "INVALID, false, 503, 503",
        "IDLE, false, 200, 503",
        "STARTING, false, 200, 503",
        "RELOADING, true, 200, 503",
        "STOPPING, false, 200, 503",
        "RUNNING, true, 200, 503",
        "OVERLOADED, true, 200, 503",
        "BACKOFF, false, 503, 503",
        "FAILED, false, 502, 502"
    })
    void theStateAndTheQueueDecide(State state, boolean ready, int room, int full) throws IOException {
        state(state, ready);
        String word = state.word();
        assertThat(ask("route", RETRY)).startsWith("HTTP/1.1 " + room).contains("X-Liege-State: " + word);
        doors.court.readings.put(88123L, FULL);
        assertThat(ask("route", RETRY)).startsWith("HTTP/1.1 " + full).contains("Retry-After: ")
                .contains("X-Accel-Expires: 1\r\n").doesNotContain("X-Accel-Redirect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUNNING", "OVERLOADED", "RELOADING", "STARTING", "IDLE"})
    void whatTheAppHadTakenIsNeverRepeated(State state) throws IOException {
        state(state, true);
        assertThat(ask("route", RETRY + "X-Up-Connect: 0.004\r\n")).startsWith("HTTP/1.1 502")
                .doesNotContain("X-Accel-Redirect");
        assertThat(doors.court.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "", "0.001, -", "0.001 : -"})
    void aConnectThatFailedIsTriedAgain(String times) throws IOException {
        state(State.RUNNING, true);
        assertThat(ask("route", RETRY + "X-Up-Connect: " + times + "\r\n")).startsWith("HTTP/1.1 200")
                .contains("X-Accel-Redirect: @retry\r\n");
    }

    @Test
    void anIdleOneIsCalledAndTheProxyTriesAgain() throws IOException {
        state(State.IDLE, false);
        assertThat(ask("route", RETRY)).contains("X-Accel-Redirect: @retry\r\n");
        assertThat(doors.court.calls).containsExactly("shop");
        assertThat(doors.court.orders).isEmpty();
    }

    @Test
    void noOtherStateIsCalled() throws IOException {
        for (State state : State.values()) {
            if (state != State.IDLE) {
                state(state, false);
                ask("route", RETRY);
                ask("gate", "");
            }
        }
        assertThat(doors.court.calls).isEmpty();
        assertThat(doors.court.orders).isEmpty();
    }

    @Test
    void withoutANamedLocationItIsAPlainAnswer() throws IOException {
        state(State.RUNNING, true);
        assertThat(ask("route", "")).startsWith("HTTP/1.1 200").doesNotContain("X-Accel-Redirect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@a b", "retry", "@", "@a\"b", "http://evil/", "@%0d"})
    void aLocationThatIsNoneIsNotHandedBack(String location) throws IOException {
        state(State.RUNNING, true);
        assertThat(ask("route", "X-Retry: " + location + "\r\n")).startsWith("HTTP/1.1 200")
                .doesNotContain("X-Accel-Redirect");
    }

    @Test
    void anAppThatDoesNotExistIs404OrTheProvisioners() throws IOException {
        String question = "GET /v1/apps/nobody/route HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        assertThat(doors.exchange(question + "\r\n")).startsWith("HTTP/1.1 404").contains("unknown-app")
                .contains("X-Liege-State: unknown");
        assertThat(doors.exchange(question + "X-Unknown: @provision\r\n\r\n")).startsWith("HTTP/1.1 200")
                .contains("X-Accel-Redirect: @provision\r\n");
        assertThat(doors.exchange("GET /v1/apps/..%2f/route HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "X-Unknown: @provision\r\n\r\n")).startsWith("HTTP/1.1 404");
    }

    @Test
    void theGateSays403AndTheTrueCodeBeside() throws IOException {
        state(State.RUNNING, true);
        assertThat(ask("gate", RETRY)).startsWith("HTTP/1.1 200").doesNotContain("X-Accel-Redirect");
        doors.court.readings.put(88123L, FULL);
        assertThat(ask("gate", "")).startsWith("HTTP/1.1 403").contains("X-Liege-Code: 503").contains("Retry-After: 1");
        state(State.FAILED, false);
        assertThat(ask("gate", "")).startsWith("HTTP/1.1 403").contains("X-Liege-Code: 502");
        assertThat(doors.exchange("GET /v1/apps/nobody/gate HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403").contains("X-Liege-Code: 404").contains("X-Liege-State: unknown");
    }

    @Test
    void nothingThatAVisitorMustNotSeeIsTold() throws IOException {
        state(State.FAILED, false);
        for (String call : List.of("route", "gate")) {
            assertThat(ask(call, "")).doesNotContain("/etc/").doesNotContain("/run/").doesNotContain("4700")
                    .contains("\"reason\":\"ready\"");
        }
    }

    @Test
    void anyMethodAsksAndTheDoorStaysOpen() throws IOException {
        state(State.RUNNING, true);
        StringBuilder requests = new StringBuilder();
        List<String> methods = List.of("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND");
        methods.forEach(method -> requests.append(method).append(" /v1/apps/shop/route HTTP/1.1\r\nHost: x\r\n\r\n"));
        String answers = doors.exchange(requests + "GET /v1/apps/shop/route HTTP/1.1\r\nHost: x\r\n"
                + "Connection: close\r\n\r\n");
        assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(methods.size() + 2);
    }
}
