package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both doors: the exact words of the protocol, what is redacted, and what verbs answer. */
@Timeout(120)
class ControlIT {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    @RegisterExtension
    final Realm realm = new Realm();

    @Test
    void appHasExactlyTheKeysOfTheProtocol() {
        realm.drop("shop", Worker.command());
        realm.up();
        Json app = realm.await("shop", "running").json();
        assertThat(app.fields().keySet()).contains("name", "state", "reason", "since", "asOf", "configured", "running",
                "overloaded", "file", "kind", "start", "stoppedByOperator", "faults", "generation", "workers",
                "sockets", "queue", "starts", "restarts", "retryAt", "lastExit", "metadata");
        assertThat(app.list("workers").get(0).fields().keySet())
                .contains("pid", "generation", "ready", "adopted", "since");
        assertThat(app.list("sockets").get(0).fields().keySet())
                .contains("path", "inode", "owner", "length", "limit", "requested", "peak");
        assertThat(new Json(java.util.Map.of("q", app.at("queue"))).at("q").toString())
                .contains("length", "limit", "requested", "peak", "full", "expectedWaitMillis", "source");
        assertThat(app.text("since")).matches(TIME);
        assertThat(app.text("asOf")).matches(TIME);
        assertThat(app.text("kind")).isEqualTo("vassal");
        assertThat(app.text("start")).isEqualTo("boot");
        assertThat(app.flag("configured")).isTrue();
        assertThat(app.flag("overloaded")).isFalse();
        assertThat(app.at("retryAt")).isNull();
        assertThat(app.at("lastExit")).isNull();
        assertThat(app.number("starts")).isEqualTo(1);
        assertThat(app.number("restarts")).isZero();
        assertThat(app.number("queue.limit")).as("default backlog").isEqualTo(100);
    }

    @Test
    void listHasTimeSequenceAppsRefusedAndNext() {
        realm.drop("b", Worker.command());
        realm.drop("a", Worker.command());
        realm.up();
        realm.await("a", "running");
        realm.await("b", "running");
        Json list = realm.get("/v1/apps");
        assertThat(list.text("asOf")).matches(TIME);
        assertThat(list.number("sequence")).isPositive();
        assertThat(list.list("apps").stream().map(app -> app.text("name"))).containsExactly("a", "b");
        assertThat(list.list("refused")).isEmpty();
        assertThat(list.at("next")).isNull();
    }

    @Test
    void queryDoorTellsNothingThatAVisitorMustNotSee() throws IOException {
        realm.drop("secret", Worker.command("--write", "password=hunter2", "--exit", "9"), "env = TOKEN=abc",
                "name.owner = someone");
        realm.drop("faulty", Worker.command(), "passwort = hunter2");
        realm.drop("good", Worker.command());
        realm.up();
        realm.await("good", "running");
        realm.await("faulty", "invalid");
        realm.awaitThat("secret", app -> app.json().at("lastExit") != null);
        for (String target : List.of("/v1/apps", "/v1/apps/secret", "/v1/apps/faulty", "/v1/apps/good")) {
            assertThat(Http.get(realm.query(), target)).doesNotContain("hunter2", "someone", "abc", ".ini",
                    Worker.program().toString(), "exit");
        }
        Json app = Json.parse(Http.get(realm.query(), "/v1/apps/secret"));
        assertThat(app.at("file")).isNull();
        assertThat(app.list("faults")).isEmpty();
        assertThat(app.at("lastExit")).isNull();
        assertThat(app.text("reason")).isNotBlank();
        Json good = Json.parse(Http.get(realm.query(), "/v1/apps/good"));
        assertThat(good.text("state")).isEqualTo("running");
        assertThat(good.fields().keySet()).isEqualTo(realm.app("good").json().fields().keySet());
        assertThat(Http.get(realm.query(), "/v1/apps/good")).doesNotContain("" + realm.app("good").pid());
    }

    @Test
    void verbsAreForTheControlDoorOnly() throws IOException {
        realm.drop("one", Worker.command());
        realm.up();
        App before = realm.await("one", "running");
        for (String verb : List.of("start", "stop", "restart", "reload", "reset")) {
            Http.Reply reply = Http.ask(realm.query(), "POST", "/v1/apps/one/" + verb, "Content-Length: 0");
            assertProblem(reply, 403, "wrong-door");
        }
        assertThat(realm.app("one").pids()).isEqualTo(before.pids());
    }

    private static void assertProblem(Http.Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("content-type")).startsWith("application/problem+json");
        Json problem = Json.parse(reply.body());
        assertThat(problem.number("status")).isEqualTo(status);
        assertThat(problem.text("code")).isEqualTo(code);
        assertThat(problem.text("detail")).isNotBlank();
    }

    @Test
    void unknownAppCarriesItsStateAndTheThreeBooleans() throws IOException {
        realm.up();
        for (var door : List.of(realm.control(), realm.query())) {
            Http.Reply reply = Http.ask(door, "GET", "/v1/apps/nobody");
            assertProblem(reply, 404, "unknown-app");
            Json problem = Json.parse(reply.body());
            assertThat(problem.text("app")).isEqualTo("nobody");
            assertThat(problem.text("state")).isEqualTo("unknown");
            assertThat(problem.flag("configured")).isFalse();
            assertThat(problem.flag("running")).isFalse();
            assertThat(problem.flag("overloaded")).isFalse();
        }
        assertProblem(realm.verb("nobody", "start"), 404, "unknown-app");
    }

    @Test
    void wrongCallsAreToldApart() throws IOException {
        realm.drop("one", Worker.command());
        realm.up();
        realm.await("one", "running");
        assertProblem(Http.ask(realm.control(), "GET", "/v1/nothing"), 404, "unknown-call");
        assertProblem(Http.ask(realm.control(), "GET", "/v2/apps"), 404, "unknown-call");
        assertProblem(realm.verb("one", "dance"), 404, "unknown-call");
        assertProblem(Http.ask(realm.control(), "DELETE", "/v1/apps/one"), 405, "method-not-allowed");
        assertProblem(Http.ask(realm.control(), "GET", "/v1/apps/one/stop"), 405, "method-not-allowed");
        assertProblem(Http.ask(realm.control(), "GET", "/v1/apps?limit=0"), 400, "bad-request");
        assertProblem(Http.ask(realm.control(), "GET", "/v1/apps?limit=1001"), 400, "bad-request");
        assertProblem(Http.ask(realm.control(), "GET", "/v1/apps?state=dancing"), 400, "bad-request");
        assertProblem(realm.verb("one", "stop?wait=soon"), 400, "bad-request");
        assertThat(realm.app("one").state()).isEqualTo("running");
    }

    @Test
    void verbWithoutAWaitAnswersAtOnceAndWithOneWhenItIsDone() {
        realm.drop("one", Worker.command("--slow-term", "700"), "stop-timeout = 10s");
        realm.up();
        realm.await("one", "running");
        Http.Reply stop = realm.verb("one", "stop");
        assertThat(stop.status()).isEqualTo(202);
        assertThat(Json.parse(stop.body()).text("name")).isEqualTo("one");
        assertThat(realm.verb("one", "stop?wait=50ms").status()).isEqualTo(202);
        Http.Reply done = realm.verb("one", "stop?wait=20s");
        assertThat(done.status()).isEqualTo(200);
        assertThat(Json.parse(done.body()).text("state")).isEqualTo("stopped");
        assertThat(Json.parse(done.body()).flag("stoppedByOperator")).isTrue();
        Http.Reply start = realm.verb("one", "start?wait=20s");
        assertThat(start.status()).isEqualTo(200);
        assertThat(Json.parse(start.body()).flag("running")).isTrue();
        long pid = realm.app("one").pid();
        Http.Reply restart = realm.verb("one", "restart?wait=20s");
        assertThat(restart.status()).isEqualTo(200);
        assertThat(realm.app("one").pid()).isNotEqualTo(pid);
    }

    @Test
    void startOfAnAppThatCanNotStartWaitsAndSays202() {
        realm.drop("one", Worker.command("--exit", "1"), "throttle = 10s");
        realm.up();
        realm.awaitThat("one", app -> app.json().at("lastExit") != null);
        assertThat(realm.verb("one", "start?wait=300ms").status()).isEqualTo(202);
    }

    @Test
    void verbOnAFileWithFaultsIsAConflict() throws IOException {
        realm.drop("bad", Worker.command(), "listen = many");
        realm.up();
        realm.await("bad", "invalid");
        assertProblem(realm.verb("bad", "start"), 409, "invalid-decree");
    }

    @Test
    void askingStartsNothing() throws IOException {
        realm.drop("one", Worker.command());
        realm.up();
        realm.await("one", "running");
        realm.verb("one", "stop?wait=10s");
        try (Http control = new Http(realm.control()); Http query = new Http(realm.query())) {
            for (int i = 0; i < 500; i++) {
                assertThat(control.request("GET", "/v1/apps/one").status()).isEqualTo(200);
                assertThat(query.request("GET", "/v1/apps/one").status()).isEqualTo(200);
            }
        }
        App app = realm.app("one");
        assertThat(app.state()).isEqualTo("stopped");
        assertThat(app.starts()).isEqualTo(1);
    }

    @Test
    void timeOfAnAnswerMovesOnInAQuietRealm() {
        realm.drop("one", Worker.command());
        realm.up();
        App early = realm.await("one", "running");
        realm.awaitThat("one", app -> app.asOf().isAfter(early.asOf().plusSeconds(2)));
    }

    @Test
    void healthOfTheLoopIsAnsweredOnBothDoors() throws IOException {
        realm.up();
        assertThat(Http.ask(realm.control(), "GET", "/healthz").status()).isEqualTo(200);
        assertThat(Http.ask(realm.query(), "GET", "/healthz").status()).isEqualTo(200);
    }

    @Test
    void headIsAnsweredWithoutABody() throws IOException {
        realm.up();
        try (Http control = new Http(realm.control())) {
            control.send("HEAD /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String answer = control.rest();
            assertThat(answer).startsWith("HTTP/1.1 ");
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).isEmpty();
        }
    }

    @Test
    void connectionsAreKeptAliveAndClosedOnRequest() throws IOException {
        realm.up();
        try (Http control = new Http(realm.control())) {
            for (int i = 0; i < 100; i++) {
                assertThat(control.request("GET", "/v1/apps").status()).isEqualTo(200);
            }
            assertThat(control.request("GET", "/v1/apps", "Connection: close").status()).isEqualTo(200);
            assertThat(control.rest()).isEmpty();
        }
    }
}
