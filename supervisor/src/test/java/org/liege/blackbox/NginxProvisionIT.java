package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liege.blackbox.Site.Tongue;

/** Hosts without a vassal go to the site that makes vassals; those with one never do, whatever is wrong with it. */
@Timeout(120)
class NginxProvisionIT {
    private static final String SHOP = "shop.example.com";

    @RegisterExtension
    final Realm realm = new Realm();

    private final Site site = new Site(realm, SHOP, Tongue.HTTP);

    private void make(String host) {
        assertThat(host).isEqualTo(SHOP);
        site.drop();
        Until.holds("known", () -> realm.knows(host));
    }

    @Test
    void theFirstVisitorHasTheVassalMadeAndNobodyAfterHim() throws IOException {
        realm.up("--proxy-group", "www-data");
        try (Provisioner provisioner = new Provisioner(this::make);
                Nginx nginx = new Frontage(realm).provisionedBy(provisioner.port()).open()) {
            Curl visitor = new Curl(nginx, SHOP);
            Http.Reply reply = visitor.ask("/cart?item=1", "-d", "body");
            assertThat(reply.status()).isEqualTo(302);
            assertThat(reply.header("Location")).isEqualTo("http://" + SHOP + "/cart?item=1");
            assertThat(visitor.ask("/cart?item=1").body()).isEqualTo("the app says so\n");
            realm.verb(SHOP, "stop?wait=10s");
            assertThat(visitor.ask("/").status()).isEqualTo(503);
            assertThat(visitor.ask("/away").status()).isEqualTo(503);
            realm.drop(SHOP, Worker.command("--exit", "3"), "failed-after = 1", "throttle-max = 10m", "name.edition = bad");
            realm.awaitThat(SHOP, app -> app.json().text("metadata").contains("edition"));
            realm.verb(SHOP, "start");
            realm.await(SHOP, "failed");
            assertThat(visitor.ask("/").status()).isEqualTo(502);
            realm.put(realm.file("broken.example.com"), "[vassal]\ncomand = x\n");
            realm.await("broken.example.com", "invalid");
            assertThat(new Curl(nginx, "broken.example.com").ask("/").status()).isEqualTo(503);
            assertThat(provisioner.asked()).containsExactly("GET " + SHOP + "/cart?item=1");
        }
    }

    /** Also where the site itself limits requests, beside which another limit_req would be without effect. */
    @Test
    void aStormOfUnknownHostsAsksOnceASecondAtMost() throws IOException {
        realm.up("--proxy-group", "www-data");
        try (Provisioner provisioner = new Provisioner(host -> {});
                Nginx nginx = new Frontage(realm).provisionedBy(provisioner.port())
                        .withItsOwnLimit().open()) {
            long begun = System.nanoTime();
            Map<Integer, Long> answers;
            try (Load storm = new Load("http://localhost:" + nginx.port() + "/", 100, 0)) {
                Until.holds("a storm", () -> storm.answered(503) > 250);
                answers = storm.end();
            }
            long seconds = (System.nanoTime() - begun) / 1_000_000_000L + 1;
            int asked = provisioner.asked().size();
            assertThat(asked).isBetween(1, (int) seconds + 1);
            assertThat(answers.keySet()).containsExactly(302, 503);
            assertThat(answers.get(302)).isEqualTo(asked);
            Http.Reply reply = new Curl(nginx, "another.example.com").ask("/");
            assertThat(reply.status()).isIn(302, 503);
            assertThat(reply.status() == 302 || reply.header("Retry-After").equals("1")).isTrue();
        }
    }

    @Test
    void whenTheProvisionerIsAwayVisitorsAreToldToComeAgain() throws IOException {
        realm.up("--proxy-group", "www-data");
        try (Nginx nginx = new Frontage(realm).provisionedBy(Nginx.freePort()).open()) {
            Http.Reply reply = new Curl(nginx, SHOP).ask("/");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("1");
            assertThat(reply.body()).contains("\"app\":\"" + SHOP + "\"");
        }
    }

    @Test
    void whileLiegeIsDeadNobodyIsProvisioned() throws IOException {
        realm.up("--proxy-group", "www-data");
        try (Provisioner provisioner = new Provisioner(host -> {});
                Nginx nginx = new Frontage(realm).provisionedBy(provisioner.port()).open()) {
            realm.daemon().kill();
            assertThat(new Curl(nginx, SHOP).ask("/").status()).isEqualTo(503);
            assertThat(provisioner.asked()).isEmpty();
        }
    }
}
