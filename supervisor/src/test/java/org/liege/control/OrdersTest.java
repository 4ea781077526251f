package org.liege.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liege.protocol.App;
import org.liege.protocol.HttpAnswer;
import org.liege.protocol.Problem;
import org.liege.realm.Receipt;
import org.liege.vassal.Fault;
import org.liege.vassal.Verb;

/** Verbs: what they answer, when, and that waiting holds nobody up. */
class OrdersTest {
    private static final Limits QUICK = new Limits(60_000, 10_000, 10_000, 60_000, 300, 200, 15_000, 3);
    private static final String STOP = "POST /v1/apps/shop/stop?wait=10m HTTP/1.1\r\nHost: x\r\n\r\n";

    private DoorsFixture doors;

    @BeforeEach
    void openDoors() throws IOException {
        doors = new DoorsFixture(QUICK);
        doors.court.publish(List.of(Views.shop()));
    }

    @AfterEach
    void closeDoors() throws IOException {
        doors.close();
    }

    private void awaitOrder() {
        await().until(() -> !doors.court.orders.isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void everyVerbReachesTheCourt(Verb verb) throws IOException {
        assertThat(doors.controlClient().order("shop", verb.word(), Duration.ZERO).status()).isIn(200, 202);
        assertThat(doors.court.orders).singleElement().satisfies(order -> {
            assertThat(order.vassal()).isEqualTo("shop");
            assertThat(order.verb()).isEqualTo(verb);
        });
    }

    @Test
    void anAimThatIsReachedAlreadyIsAnsweredAtOnce() throws IOException {
        HttpAnswer answer = doors.controlClient().order("shop", "start", Duration.ofMinutes(1));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(App.read(answer.json()).name()).isEqualTo("shop");
    }

    @Test
    void withoutAWaitTheAnswerIsThatItIsUnderWay() throws IOException {
        HttpAnswer answer = doors.controlClient().call("POST", "/v1/apps/shop/stop", Duration.ofSeconds(10));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(App.read(answer.json()).state()).isEqualTo("running");
    }

    @Test
    void whoWaitsIsAnsweredByThePublicationThatReachesTheAim() throws IOException {
        RawClient client = doors.raw(doors.control());
        client.send(STOP);
        awaitOrder();
        doors.court.publish(List.of(Views.shop()));
        assertThat(doors.controlClient().app("shop").status()).isEqualTo(200);
        doors.court.publish(List.of(Views.stopped("shop")));
        assertThat(client.readUntil("\"metadata\":{}}", 1))
                .startsWith("HTTP/1.1 200 OK")
                .contains("\"state\":\"stopped\"");
    }

    @Test
    void whoWaitsInVainIsToldSoWhenTheWaitEnds() throws IOException {
        HttpAnswer answer = doors.controlClient().order("shop", "stop", Duration.ofMillis(50));
        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void anAppThatVanishesMeanwhileIsUnknown() throws IOException {
        RawClient client = doors.raw(doors.control());
        client.send(STOP);
        awaitOrder();
        doors.court.publish(List.of());
        assertThat(client.readUntil("\"overloaded\":false}", 1)).startsWith("HTTP/1.1 404 ").contains("unknown-app");
    }

    @Test
    void theLoopMayKnowNoSuchVassal() throws IOException {
        doors.court.takesAtOnce = false;
        RawClient client = doors.raw(doors.control());
        client.send(STOP);
        awaitOrder();
        doors.court.orders.get(0).receipt().complete(new Receipt.Unknown());
        assertThat(client.readUntil("\"overloaded\":false}", 1)).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void aFaultyFileIsAConflictThatNamesTheFaults() throws IOException {
        doors.court.takesAtOnce = false;
        RawClient client = doors.raw(doors.control());
        client.send(STOP);
        awaitOrder();
        Fault fault = new Fault("/v/shop.ini", 3, "unknown key 'comand'");
        doors.court.orders.get(0).receipt().complete(new Receipt.Invalid(List.of(fault)));
        String answer = client.readUntil("]}", 1);
        assertThat(answer).startsWith("HTTP/1.1 409 ").contains(
                "\"code\":\"invalid-decree\"", "/v/shop.ini:3: unknown key",
                "\"faults\":[{\"file\":\"/v/shop.ini\",\"line\":3");
    }

    @Test
    void anOrderThatTheLoopFailsOnIsAnswered() throws IOException {
        doors.court.takesAtOnce = false;
        RawClient client = doors.raw(doors.control());
        client.send(STOP);
        awaitOrder();
        doors.court.orders.get(0).receipt().completeExceptionally(new IllegalStateException("as this test wants it"));
        assertThat(client.readUntil("}", 1)).startsWith("HTTP/1.1 503 ").contains("\"code\":\"busy\"");
    }

    @Test
    void aLoopThatTakesUpNothingLeavesTheDoorsAnswering() throws IOException {
        doors.court.takesAtOnce = false;
        HttpAnswer answer = doors.controlClient().order("shop", "stop", Duration.ZERO);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(Problem.read(answer.json()).code()).isEqualTo(Problem.Code.BUSY);
        assertThat(doors.controlClient().app("shop").status()).isEqualTo(200);
        doors.court.orders.get(0).take();
        assertThat(doors.controlClient().app("shop").status()).isEqualTo(200);
    }

    @Test
    void aClientWhoLeavesMakesRoomAtOnce() throws IOException {
        for (int i = 0; i < QUICK.connections(); i++) {
            RawClient client = doors.raw(doors.control());
            client.send(STOP);
            int orders = i + 1;
            await().until(() -> doors.court.orders.size() == orders);
            client.close();
        }
        await().untilAsserted(() -> assertThat(doors.controlClient().app("shop").status()).isEqualTo(200));
    }

    @Test
    void aClientWhoOnlyEndedItsOwnSideIsWaitedFor() throws IOException {
        RawClient client = doors.raw(doors.control());
        client.send(STOP);
        client.endOutput();
        awaitOrder();
        doors.court.publish(List.of(Views.stopped("shop")));
        assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 OK").contains("\"state\":\"stopped\"");
    }

    @Test
    void requestsBehindAnOrderAreAnsweredAfterIt() throws IOException {
        RawClient client = doors.raw(doors.control());
        client.send(STOP + "GET /v1/apps/nobody HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        awaitOrder();
        doors.court.publish(List.of(Views.stopped("shop")));
        String answers = client.readToEnd();
        assertThat(answers).startsWith("HTTP/1.1 200 OK").containsSubsequence("\"state\":\"stopped\"", "HTTP/1.1 404 ");
    }

    @Test
    void theQueryDoorTakesNoOrders() throws IOException {
        for (Verb verb : Verb.values()) {
            HttpAnswer answer = doors.queryClient().order("shop", verb.word(), Duration.ZERO);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(
                    "{\"status\":403,\"code\":\"wrong-door\",\"detail\":\"orders are taken at control.sock only\","
                            + "\"app\":\"shop\"}");
        }
        assertThat(doors.court.orders).isEmpty();
    }

    @Test
    void anUnknownAppIsTheCourtsToTell() throws IOException {
        assertThat(doors.controlClient().order("-illegal", "stop", Duration.ZERO).status()).isEqualTo(404);
        assertThat(doors.court.orders).isEmpty();
    }
}
