package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liege.blackbox.Site.Tongue;

/** What docs/nginx.md says of wrong configurations, by a line taken out of the right one: the pitfalls are real. */
@Tag("slow")
@Timeout(120)
class NginxPitfallIT {
    private static final String SHOP = "shop.example.com";

    @RegisterExtension
    final Realm realm = new Realm();

    private final Site site = new Site(realm, SHOP, Tongue.HTTP);

    @BeforeEach
    void open() {
        site.drop("listen = 4");
        realm.up("--proxy-group", "www-data");
        realm.await(SHOP, "running");
    }

    private void jammed(Frontage frontage, Visit visit) throws IOException {
        try (Site.Jam jam = site.jam();
                Questions questions = new Questions(realm.query(), realm.place().resolve("asked.sock"));
                Nginx nginx = frontage.askingAt(questions.socket()).open()) {
            questions.before(jam::dissolve);
            visit.run(new Curl(nginx, SHOP));
        }
    }

    private interface Visit {
        void run(Curl visitor) throws IOException;
    }

    @Test
    void withoutTheEqualsSignAGoodAnswerIs502() throws IOException {
        jammed(new Frontage(realm).replace("error_page 502 = @liege;", "error_page 502 @liege;"), visitor -> {
            Http.Reply reply = visitor.ask("/");
            assertThat(reply.body()).isEqualTo("the app says so\n");
            assertThat(reply.status()).isEqualTo(502);
        });
    }

    @Test
    void withoutRecursiveErrorPagesADeadLiegeIsABare502() throws IOException {
        realm.verb(SHOP, "stop?wait=10s");
        try (Nginx nginx = new Frontage(realm).replace("recursive_error_pages on;", "").open()) {
            realm.daemon().kill();
            Http.Reply reply = new Curl(nginx, SHOP).ask("/");
            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.header("Retry-After")).isEmpty();
        }
    }

    @Test
    void aPathInPlaceOfANamedLocationMakesAGetOfAPost() throws IOException {
        Frontage wrong = new Frontage(realm).replace("X-Retry @retry;", "X-Retry /retry;")
                .replace("location @retry {", "location = /retry {");
        jammed(wrong, visitor -> {
            assertThat(visitor.ask("/", "-d", "order=1").body()).isEqualTo("the app says so\n");
            assertThat(site.journal()).isEmpty();
        });
    }

    @Test
    void withoutTheTimeOfTheConnectAPostIsSentTwice() throws IOException {
        Frontage wrong = new Frontage(realm).replace("proxy_set_header X-Up-Connect $upstream_connect_time;", "");
        try (Nginx nginx = wrong.open()) {
            new Curl(nginx, SHOP).ask("/die", "-d", "order=1");
            Until.holds("two orders", () -> site.journal().size() == 2);
        }
    }

    @Test
    void withTheVisitorsHeadersTheQuestionMayBeTooLong() throws IOException {
        jammed(new Frontage(realm).replace("proxy_pass_request_headers off;", ""), visitor -> {
            String half = "c".repeat(5000);
            assertThat(visitor.ask("/", "-H", "Cookie: " + half, "-H", "X-Other: " + half).status()).isEqualTo(431);
        });
    }

    @Test
    void withTheBodysLengthTheNextQuestionIsTakenForTheBody() throws IOException {
        realm.verb(SHOP, "stop?wait=10s");
        try (Nginx nginx = new Frontage(realm).replace("proxy_set_header Content-Length \"\";", "").open()) {
            Curl visitor = new Curl(nginx, SHOP);
            assertThat(visitor.ask("/", "--data-binary", "@" + site.upload()).status()).isEqualTo(413);
            assertThat(visitor.ask("/", "-d", "order=1").status()).isEqualTo(503);
            assertThat(visitor.ask("/").status()).isEqualTo(400);
        }
    }

    @Test
    void withoutBufferingASecondTryLacksTheBody() throws IOException {
        jammed(new Frontage(realm).with("proxy_request_buffering off;"), visitor -> {
            visitor.run("/", "--data-binary", "@" + site.upload(), "--max-time", "5");
            assertThat(site.journal()).doesNotContain(site.entry("POST"));
        });
    }

    @Test
    void withInterceptionTheAppsOwnErrorIsLost() throws IOException {
        Frontage wrong = new Frontage(realm).replace("proxy_intercept_errors off;", "proxy_intercept_errors on;");
        try (Nginx nginx = wrong.open()) {
            Http.Reply reply = new Curl(nginx, SHOP).ask("/status/502");
            assertThat(reply.body()).isNotEqualTo("the app says so\n");
        }
    }

    @Test
    void whoAsksOf504AsWellMakesA502OfASlowApp() throws IOException {
        Frontage wrong = new Frontage(realm).replace("error_page 502 = @liege;", "error_page 502 504 = @liege;")
                .with("proxy_read_timeout 1s;");
        try (Nginx nginx = wrong.open()) {
            assertThat(new Curl(nginx, SHOP).ask("/slow/3").status()).isEqualTo(502);
        }
    }

    @Test
    void withoutARightToTheSocketVisitorsAreToldThatItIsBusy() throws IOException {
        site.drop("chmod-socket = 600");
        Until.holds("the mode", () -> Files.getPosixFilePermissions(realm.socket(SHOP)).size() == 2);
        try (Nginx nginx = new Frontage(realm).open()) {
            assertThat(new Curl(nginx, SHOP).ask("/").status()).isEqualTo(503);
            assertThat(nginx.failedConnects()).isNotEmpty().allMatch(line -> line.contains("Permission denied"));
        }
    }

    @Test
    void aLimitInTheSiteSwitchesTheProvisionersOff() throws IOException {
        try (Provisioner provisioner = new Provisioner(host -> {});
                Nginx nginx = new Frontage(realm).provisionedBy(provisioner.port())
                        .withItsOwnLimit()
                        .replace("location @provision {", "location @provision { limit_req zone=liege_provision;")
                        .replace("        limit_req zone=liege_provision;", "").open()) {
            for (int i = 0; i < 10; i++) {
                assertThat(new Curl(nginx, "nobody.example.com").ask("/").status()).isEqualTo(302);
            }
            assertThat(provisioner.asked()).hasSize(10);
        }
    }

    @Test
    void aSocketDoesNotExistForIf() throws IOException {
        Frontage looking = new Frontage(realm).with("if (-e " + realm.socket(SHOP) + ") { return 204; }\n"
                + "if (-f " + realm.file(SHOP) + ") { return 205; }");
        try (Nginx nginx = looking.open()) {
            assertThat(new Curl(nginx, SHOP).ask("/").status()).isEqualTo(205);
        }
    }

    /** Not a pitfall but the way round one: what docs/nginx.md has for a page of one's own. */
    @Test
    void aPageOfOnesOwnKeepsStatusAndRetryAfterAlsoForAPost() throws IOException {
        realm.put(realm.place().resolve("sorry.html"), "come again\n");
        Frontage own = new Frontage(realm)
                .replace("proxy_intercept_errors off;\n    proxy_cache off;\n    error_page 502 504 = @noliege;",
                        "proxy_intercept_errors on;\n    proxy_cache off;\n    error_page 502 503 504 /sorry.html;")
                .with("location = /sorry.html { internal; root " + realm.place() + "; "
                        + "add_header Retry-After $upstream_http_retry_after always; }");
        realm.verb(SHOP, "stop?wait=10s");
        try (Nginx nginx = own.open()) {
            Http.Reply reply = new Curl(nginx, SHOP).ask("/", "-d", "order=1");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isNotEmpty();
            assertThat(reply.body()).isEqualTo("come again\n");
        }
    }
}
