package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liege.blackbox.Site.Tongue;

/** Requests that are passed on while they are still being sent: the gate is asked before. */
@Timeout(120)
class NginxStreamingIT {
    private static final String SHOP = "shop.example.com";

    @RegisterExtension
    final Realm realm = new Realm();

    private final Site site = new Site(realm, SHOP, Tongue.HTTP);
    private Questions questions;
    private Nginx nginx;
    private Curl visitor;

    @BeforeEach
    void open() throws IOException {
        realm.up("--proxy-group", "www-data");
        questions = new Questions(realm.query(), realm.place().resolve("asked.sock"));
        nginx = new Frontage(realm).speaking("streaming").askingAt(questions.socket()).open();
        visitor = new Curl(nginx, SHOP);
    }

    @AfterEach
    void close() throws IOException {
        nginx.close();
        questions.close();
    }

    @Test
    void theAppHasTheRequestBeforeItIsWhole() throws IOException {
        site.drop();
        realm.await(SHOP, "running");
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), nginx.port())) {
            OutputStream output = client.getOutputStream();
            output.write(("PUT / HTTP/1.1\r\nHost: " + SHOP + "\r\nTransfer-Encoding: chunked\r\n"
                    + "Connection: close\r\n\r\n5\r\nfirst\r\n").getBytes(StandardCharsets.ISO_8859_1));
            Until.holds("the app has it", () -> Commands.run(Component.SS.require().toString(), "-xnH", "state",
                    "established").output().contains(realm.socket(SHOP).toString()));
            output.write("6\r\nsecond\r\n0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).startsWith("HTTP/1.1 200").contains("PUT 11 ");
        }
        assertThat(questions.asked()).singleElement().asString().startsWith("POST /v1/apps/" + SHOP + "/gate ");
    }

    @Test
    void aSleepingAppGetsTheWholeOfALargePost() throws IOException {
        site.drop("start = demand");
        realm.await(SHOP, "idle");
        assertThat(visitor.ask("/", "--data-binary", "@" + site.upload()).body()).isEqualTo(site.entry("POST") + "\n");
        assertThat(site.journal()).containsExactly(site.entry("POST"));
        assertThat(realm.app(SHOP).starts()).isEqualTo(1);
    }

    @Test
    void whoCannotBeServedIsToldBeforeTheAppIsTried() throws IOException {
        assertThat(visitor.ask("/", "-d", "x").status()).isEqualTo(404);
        site.drop("listen = 4");
        try (Site.Jam jam = site.jam()) {
            Http.Reply reply = visitor.ask("/", "-d", "x");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
            jam.dissolve();
        }
        assertThat(visitor.ask("/").status()).isEqualTo(200);
        realm.verb(SHOP, "stop?wait=10s");
        Http.Reply reply = visitor.ask("/", "-d", "x");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("X-Liege-State")).isEqualTo("stopped");
        assertThat(nginx.failedConnects()).isEmpty();
        assertThat(site.journal()).isEmpty();
    }

    @Test
    void anAppThatCrashesAgainAndAgainIs502() throws IOException {
        realm.drop(SHOP, Worker.command("--exit", "3"), "failed-after = 2", "throttle-max = 10m");
        realm.await(SHOP, "failed");
        Http.Reply reply = visitor.ask("/");
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.header("X-Liege-State")).isEqualTo("failed");
        assertThat(reply.header("Retry-After")).isNotEmpty();
    }

    @Test
    void theAppsOwnErrorsReachTheVisitor() throws IOException {
        site.drop();
        realm.await(SHOP, "running");
        for (int status : List.of(403, 404, 500, 502, 503)) {
            Http.Reply reply = visitor.ask("/status/" + status);
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body()).isEqualTo("the app says so\n");
        }
    }

    @Test
    void aPostWhoseWorkerDiesOfItIsNeverRepeated() throws IOException {
        site.drop();
        realm.await(SHOP, "running");
        Http.Reply reply = visitor.ask("/die", "--data-binary", "@" + site.upload());
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.header("Retry-After")).isEmpty();
        assertThat(site.journal()).containsExactly(site.entry("POST"));
    }

    @Test
    void withoutAnAnswerRequestsPass() throws IOException {
        site.drop();
        realm.await(SHOP, "running");
        questions.close();
        assertThat(visitor.ask("/").body()).isEqualTo("the app says so\n");
        realm.verb(SHOP, "stop?wait=10s");
        Http.Reply reply = visitor.ask("/", "-d", "x");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
    }
}
