package org.liege.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final Instant SINCE = Instant.parse("2026-11-23T10:41:07.123Z");
    private static final Instant AS_OF = Instant.parse("2026-11-23T10:52:00.001Z");
    private static final Fault FAULT = new Fault(
            "/v/a.ini", 7, "unknown key 'comand'; did you mean \"command\"?\n\u0001é");

    private static App app() {
        return new App(
                "a", "running", "ready", SINCE, AS_OF, true, true, false, "/v/a.ini", "vassal", "boot", false,
                List.of(FAULT), 3, List.of(new Worker(1, 3, true, false, SINCE)),
                List.of(new Socket("/s", 9_000_000_000L, "master", null, 100, 128, null)),
                new Queue(101, 100, 128, 120, true, 250L, "sock_diag"), 5, 4, AS_OF,
                new Exit(4, SINCE, null, "KILL", true), Map.of("owner", "me"));
    }

    private static App bare() {
        return new App(
                "b", "idle", null, null, null, false, false, false, null, null, null, false, List.of(), 0,
                List.of(new Worker(null, 0, false, false, null)), List.of(), null, 0, 0, null, null, Map.of());
    }

    private static JsonObject parse(String text) throws MalformedAnswer {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsWrittenIsReadBackEqual() throws MalformedAnswer {
        assertThat(App.read(Json.parse(app().toJson()))).isEqualTo(app());
        assertThat(App.read(Json.parse(bare().toJson()))).isEqualTo(bare());
        AppList list = new AppList(AS_OF, 812, List.of(app(), bare()), List.of(FAULT), "b");
        assertThat(AppList.read(Json.parse(list.toJson()))).isEqualTo(list);
        Health health = new Health(false, AS_OF, 7000, 3, 812, List.of("the loop is stuck"));
        assertThat(Health.read(Json.parse(health.toJson()))).isEqualTo(health);
        Problem invalid = new Problem(409, Problem.Code.INVALID_DECREE, "faults", "a", List.of(FAULT));
        assertThat(Problem.read(Json.parse(invalid.toJson()))).isEqualTo(invalid);
    }

    @Test
    void everyKeyIsAlwaysThereAndUnknownIsNull() {
        assertThat(new String(bare().toJson(), StandardCharsets.UTF_8)).isEqualTo("""
                {"name":"b","state":"idle","reason":null,"since":null,"asOf":null,"configured":false,"running":false,\
                "overloaded":false,"file":null,"kind":null,"start":null,"stoppedByOperator":false,"faults":[],\
                "generation":0,"workers":[{"pid":null,"generation":0,"ready":false,"adopted":false,"since":null}],\
                "sockets":[],"queue":null,"starts":0,"restarts":0,"retryAt":null,"lastExit":null,"metadata":{}}""");
    }

    @Test
    void aListWrittenPieceByPieceIsTheSameAsOneWrittenWhole() {
        AppList.Frame frame = AppList.frame(AS_OF, 812, "b");
        String pieces = frame.opening() + text(app()) + "," + text(bare()) + frame.between()
                + new String(Json.bytes(FAULT::writeTo), StandardCharsets.UTF_8) + frame.closing();
        AppList whole = new AppList(AS_OF, 812, List.of(app(), bare()), List.of(FAULT), "b");
        assertThat(pieces).isEqualTo(text(whole));
    }

    private static String text(Message message) {
        return new String(message.toJson(), StandardCharsets.UTF_8);
    }

    @Test
    void keysOfALaterVersionArePassedOver() throws MalformedAnswer {
        App app = App.read(parse("{\"name\":\"a\",\"mood\":{\"deep\":[1,2.5,{\"x\":null}]},\"state\":\"running\"}"));
        assertThat(app.name()).isEqualTo("a");
        assertThat(app.workers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "[]", "{", "{}", "null", "{\"name\":\"a\"}", "{\"name\":7,\"state\":\"idle\"}",
        "{\"name\":\"a\",\"state\":\"idle\",\"workers\":7}", "{\"name\":\"a\",\"state\":\"idle\",\"workers\":[7]}",
        "{\"name\":\"a\",\"state\":\"idle\",\"starts\":99999999999}",
        "{\"name\":\"a\",\"state\":\"idle\",\"since\":\"now\"}",
        "{\"name\":\"a\",\"state\":\"idle\"} x",
        "{\"name\":\"a\",\"state\":\"idle\",\"starts\":99999999999999999999999}",
        "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}"
    })
    void whatIsNoAppIsRefused(String text) {
        assertThatThrownBy(() -> App.read(parse(text))).isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void anUnknownProblemCodeIsRefused() {
        assertThatThrownBy(() -> Problem.read(parse("{\"status\":404,\"code\":\"lost\"}")))
                .isInstanceOf(MalformedAnswer.class);
        assertThatThrownBy(() -> Problem.read(parse("{\"status\":200,\"code\":\"busy\"}")))
                .isInstanceOf(MalformedAnswer.class);
    }
}
