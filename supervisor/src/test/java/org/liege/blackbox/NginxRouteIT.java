package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liege.blackbox.Site.Tongue;

/** The ready nginx configuration, in all of its protocols, in front of apps that sleep, are full, fail or die. */
@Timeout(120)
class NginxRouteIT {
    private static final String SHOP = "shop.example.com";

    @RegisterExtension
    final Realm realm = new Realm();

    private void in(Tongue tongue, List<String> keys, String serverLines, Visit visit) throws IOException {
        Site site = new Site(realm, SHOP, tongue);
        site.drop(keys.toArray(String[]::new));
        realm.up("--proxy-group", "www-data");
        realm.awaitThat(SHOP, app -> app.json().list("sockets").get(0).number("inode") != 0);
        try (Questions questions = new Questions(realm.query(), realm.place().resolve("asked.sock"));
                Nginx nginx = new Frontage(realm).with(serverLines).speaking(tongue.snippet())
                        .askingAt(questions.socket()).open()) {
            visit.run(site, new Curl(nginx, SHOP), questions);
        }
    }

    private interface Visit {
        void run(Site site, Curl visitor, Questions questions) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void aPostToASleepingAppArrivesByteForByteOnceAndNobodyIsAsked(Tongue tongue) throws IOException {
        in(tongue, List.of("start = demand"), "", (site, visitor, questions) -> {
            realm.await(SHOP, "idle");
            Http.Reply reply = visitor.ask("/", "--data-binary", "@" + site.upload());
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(site.entry("POST") + "\n");
            assertThat(site.journal()).containsExactly(site.entry("POST"));
            assertThat(realm.app(SHOP).starts()).isEqualTo(1);
            assertThat(questions.asked()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPostThatFoundTheQueueFullArrivesByteForByteOnceWhenThereIsRoomAfterAll(Tongue tongue) throws IOException {
        in(tongue, List.of("listen = 4"), "", (site, visitor, questions) -> {
            try (Site.Jam jam = site.jam()) {
                questions.before(jam::dissolve);
                Http.Reply reply = visitor.ask("/", "--data-binary", "@" + site.upload());
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.body()).isEqualTo(site.entry("POST") + "\n");
            }
            assertThat(site.journal()).containsExactly(site.entry("POST"));
            assertThat(questions.asked()).singleElement().asString().startsWith("POST /v1/apps/" + SHOP + "/route ")
                    .contains("X-Up-Connect: -\r\n").doesNotContain("Content-Length: " + Site.UPLOAD_BYTES);
            assertThat(realm.app(SHOP).starts()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void whoComesWhenTheQueueIsFullIsToldSoAndStartsNothing(Tongue tongue) throws IOException {
        in(tongue, List.of("listen = 4"), "", (site, visitor, questions) -> {
            List<Long> pids = realm.await(SHOP, "running").pids();
            try (Site.Jam jam = site.jam()) {
                for (int i = 1; i <= 3; i++) {
                    Http.Reply reply = visitor.ask("/");
                    assertThat(reply.status()).isEqualTo(503);
                    assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
                    assertThat(reply.body()).contains("\"app\":\"" + SHOP + "\"");
                    assertThat(questions.asked()).hasSize(i);
                }
                jam.dissolve();
            }
            Until.holds("served again", () -> visitor.ask("/").status() == 200);
            assertThat(realm.app(SHOP).pids()).isEqualTo(pids);
            assertThat(realm.app(SHOP).starts()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void theAppsOwnErrorsAndItsSlownessReachTheVisitorAndAskNothing(Tongue tongue) throws IOException {
        String quick = tongue == Tongue.HTTP ? "proxy" : tongue.snippet();
        in(tongue, List.of(), quick + "_read_timeout 1s;", (site, visitor, questions) -> {
            List<Long> pids = realm.await(SHOP, "running").pids();
            for (int status : List.of(502, 503, 504, 404, 500)) {
                Http.Reply reply = visitor.ask("/status/" + status);
                assertThat(reply.status()).isEqualTo(status);
                assertThat(reply.body()).isEqualTo("the app says so\n");
            }
            assertThat(visitor.ask("/slow/3").status()).isEqualTo(504);
            assertThat(questions.asked()).isEmpty();
            assertThat(realm.app(SHOP).pids()).isEqualTo(pids);
            assertThat(realm.app(SHOP).starts()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPostWhoseWorkerDiesOfItIsNeverRepeated(Tongue tongue) throws IOException {
        in(tongue, List.of(), "", (site, visitor, questions) -> {
            realm.await(SHOP, "running");
            Http.Reply reply = visitor.ask("/die", "--data-binary", "@" + site.upload());
            assertThat(reply.status()).isEqualTo(502);
            Until.holds("served again", () -> visitor.ask("/").status() == 200);
            assertThat(site.journal()).containsExactly(site.entry("POST"));
            assertThat(questions.asked()).singleElement().asString().containsPattern("X-Up-Connect: 0\\.\\d+\r\n");
        });
    }
}
