package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liege.blackbox.Site.Tongue;

/** One nginx for all hosts: who is meant, what a visitor is told of each state, and of one that Liege can't tell. */
@Timeout(120)
class NginxSiteIT {
    private static final String SHOP = "shop.example.com";

    @RegisterExtension
    final Realm realm = new Realm();

    private final Site site = new Site(realm, SHOP, Tongue.HTTP);
    private Questions questions;
    private Nginx nginx;
    private Curl visitor;

    private void open() throws IOException {
        realm.up("--proxy-group", "www-data");
        questions = new Questions(realm.query(), realm.place().resolve("asked.sock"));
        visit(new Frontage(realm).askingAt(questions.socket()));
    }

    private void visit(Frontage frontage) throws IOException {
        nginx = frontage.open();
        visitor = new Curl(nginx, SHOP);
    }

    @AfterEach
    void close() throws IOException {
        if (nginx != null) {
            nginx.close();
        }
        if (questions != null) {
            questions.close();
        }
    }

    @Test
    void aPutInChunksArrivesWhole() throws IOException {
        site.drop("start = demand");
        open();
        realm.await(SHOP, "idle");
        Http.Reply reply = visitor.ask("/", "-X", "PUT", "-H", "Transfer-Encoding: chunked",
                "--data-binary", "@" + site.upload());
        assertThat(reply.body()).isEqualTo(site.entry("PUT") + "\n");
        assertThat(site.journal()).containsExactly(site.entry("PUT"));
    }

    @Test
    void aWebSocketWakesASleepingAppAndStaysOpen() throws Exception {
        new Site(realm, "localhost", Tongue.HTTP).drop("start = demand");
        open();
        realm.await("localhost", "idle");
        CompletableFuture<String> echo = new CompletableFuture<>();
        URI uri = URI.create("ws://localhost:" + nginx.port() + "/");
        WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, new Ear(echo))
                .get(30, TimeUnit.SECONDS);
        socket.sendText("is anybody there?", true);
        assertThat(echo.get(30, TimeUnit.SECONDS)).isEqualTo("is anybody there?");
        socket.abort();
        assertThat(questions.asked()).isEmpty();
    }

    private record Ear(CompletableFuture<String> heard) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            heard.complete(data.toString());
            return null;
        }
    }

    @Test
    void aHostWithoutAVassalIs404AndSoIsOneThatCannotHaveAny() throws IOException {
        open();
        Http.Reply reply = new Curl(nginx, "nobody.example.com").ask("/", "-d", "x");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("X-Liege-State")).isEqualTo("unknown");
        assertThat(questions.asked()).hasSize(1);
        String longest = "a".repeat(Frontage.longestName(realm));
        assertThat(new Curl(nginx, longest).ask("/").header("X-Liege-State")).isEqualTo("unknown");
        for (String host : new String[] {longest + "a", "-a.example.com", "[::1]", "a%2fb"}) {
            assertThat(new Curl(nginx, host).ask("/").status()).as(host).isEqualTo(404);
        }
        assertThat(questions.asked()).hasSize(2);
    }

    @Test
    void theReadmesFirstStepsServeOneApp() throws IOException {
        new Site(realm, "hello", Tongue.HTTP).drop();
        realm.up("--proxy-group", "www-data");
        realm.await("hello", "running");
        nginx = new Frontage(realm).openHello();
        assertThat(new Curl(nginx, "hello.localhost").ask("/").body()).isEqualTo("the app says so\n");
    }

    @Test
    void wwwIsAnAlias() throws IOException {
        site.drop();
        open();
        realm.await(SHOP, "running");
        assertThat(new Curl(nginx, "www." + SHOP).ask("/").body()).isEqualTo("the app says so\n");
        assertThat(new Curl(nginx, "WWW.Shop.Example.COM:80").ask("/").body()).isEqualTo("the app says so\n");
        assertThat(new Curl(nginx, "www.nobody.example.com").ask("/").status()).isEqualTo(404);
    }

    @Test
    void anAppThatCrashesAgainAndAgainIs502WithAReasonThatTellsNothingPrivate() throws IOException {
        realm.drop(SHOP, Worker.command("--write", "secret", "--exit", "3"), "failed-after = 2", "throttle-max = 10m");
        open();
        realm.await(SHOP, "failed");
        int starts = realm.app(SHOP).starts();
        Http.Reply reply = visitor.ask("/");
        assertThat(reply.status()).isEqualTo(502);
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
        assertThat(reply.body()).contains("\"state\":\"failed\"").containsPattern("\"reason\":\"\\w.*\"")
                .doesNotContain("secret").doesNotContain("/");
        assertThat(questions.asked()).hasSize(1);
        assertThat(realm.app(SHOP).starts()).isEqualTo(starts);
    }

    @Test
    void whoWaitedForAnAppThatNeverGotReadyIsToldWhy() throws IOException {
        realm.drop(SHOP, Worker.command("--block"), "start = demand", "start-timeout = 1s", "failed-after = 2",
                "throttle-max = 10m");
        open();
        realm.await(SHOP, "idle");
        Http.Reply reply = visitor.ask("/");
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.body()).contains("\"state\":\"failed\"");
        assertThat(questions.asked()).hasSize(1);
    }

    @Test
    void aStoppedAppIs503AndStaysStopped() throws IOException {
        site.drop("start = demand");
        open();
        realm.await(SHOP, "idle");
        assertThat(realm.verb(SHOP, "stop?wait=10s").status()).isEqualTo(200);
        Http.Reply reply = visitor.ask("/", "-d", "x");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isNotEmpty();
        assertThat(reply.header("X-Liege-State")).isEqualTo("stopped");
        assertThat(visitor.ask("/", "-I").status()).isEqualTo(503);
        assertThat(realm.app(SHOP).state()).isEqualTo("stopped");
        assertThat(realm.app(SHOP).starts()).isZero();
    }

    /** It binds its socket itself, and doesn't: each try fails, and each time the answer is to try again. */
    @Test
    void aSecondTryThatFailsIsTheLast() throws IOException {
        realm.drop(SHOP, Worker.command("--block"), "bind = worker", "start-timeout = 60s");
        open();
        realm.await(SHOP, "starting");
        Http.Reply reply = visitor.ask("/", "-d", "x");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(questions.asked()).hasSize(1);
        assertThat(nginx.failedConnects()).hasSize(2);
    }

    @Test
    void whatAVisitorSendsIsNotTakenForTheProxysWords() throws IOException {
        open();
        Http.Reply reply = visitor.ask("/", "-H", "X-Unknown: @busy", "-H", "X-Retry: @busy", "-H", "X-Up-Connect: -",
                "-H", "Cookie: " + "c".repeat(7000));
        assertThat(reply.status()).isEqualTo(404);
        assertThat(questions.asked()).singleElement().asString().doesNotContain("X-Unknown").doesNotContain("Cookie");
    }

    @Test
    void anAppCannotSendAVisitorToTheOtherLocations() throws IOException {
        site.drop();
        open();
        realm.await(SHOP, "running");
        assertThat(visitor.ask("/away").body()).isEqualTo("gone elsewhere\n");
    }

    @Test
    void whileLiegeIsDeadRunningAppsServeOnAndOthersAre503() throws IOException {
        site.drop();
        new Site(realm, "blog.example.com", Tongue.HTTP).drop("start = demand");
        realm.up("--proxy-group", "www-data");
        realm.expectStrays();
        realm.await(SHOP, "running");
        realm.await("blog.example.com", "idle");
        visit(new Frontage(realm));
        realm.daemon().kill();
        for (int i = 0; i < 3; i++) {
            assertThat(visitor.ask("/").body()).isEqualTo("the app says so\n");
            Http.Reply reply = new Curl(nginx, "blog.example.com").ask("/", "--max-time", "5");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("1");
            assertThat(new Curl(nginx, "nobody.example.com").ask("/", "--max-time", "5").status()).isEqualTo(503);
        }
        assertThat(visitor.ask("/die", "-d", "x").status()).as("taken, and lost").isEqualTo(502);
        realm.up("--proxy-group", "www-data");
        assertThat(new Curl(nginx, "blog.example.com").ask("/").status()).isEqualTo(200);
    }

    @Test
    void aLiegeThatHangsIs503AsWell() throws IOException {
        site.drop();
        new Site(realm, "blog.example.com", Tongue.HTTP).drop();
        realm.up("--proxy-group", "www-data");
        realm.await(SHOP, "running");
        realm.await("blog.example.com", "running");
        realm.verb("blog.example.com", "stop?wait=10s");
        visit(new Frontage(realm));
        Processes.signal(realm.daemon().pid(), "STOP");
        try {
            assertThat(visitor.ask("/").body()).isEqualTo("the app says so\n");
            assertThat(new Curl(nginx, "blog.example.com").ask("/", "--max-time", "10").status()).isEqualTo(503);
        } finally {
            Processes.signal(realm.daemon().pid(), "CONT");
        }
    }
}
