package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liege.blackbox.Storm.Visit;

/**
 * The outage of 2013, which can't happen here: a site gets ten times the visitors that it can serve, behind a real
 * nginx that asks Liege about each failed connect, beside a site that has nothing to do with it. {@code bench/outage} is
 * the same at length, and shows what others make of it.
 */
@Timeout(180)
class OutageIT {
    private static final int VISITORS_PER_SECOND = 100;
    private static final int NEIGHBOURS_PER_SECOND = 20;
    private static final long STORM_MILLIS = 3_000;
    private static final long CALM_MILLIS = 1_000;
    private static final String INNOCENT = "innocent";

    @RegisterExtension
    final Realm realm = new Realm();

    private final HotSite hot = new HotSite(realm);
    private Questions questions;
    private Nginx nginx;
    private List<Visit> calm;

    /** What a storm left: all answers, and how often nginx asked Liege. */
    private record Aftermath(List<Visit> visits, List<Visit> neighbours, int asked) {
        Map<Integer, Long> statuses() {
            return Storm.statuses(visits);
        }
    }

    @BeforeEach
    void bringUpTheInnocentSiteAndNginx() throws Exception {
        HotSite.dropInnocent(realm, INNOCENT);
        realm.up("--proxy-group", "www-data");
        realm.await(INNOCENT, "running");
        questions = new Questions(realm.query(), realm.place().resolve("asked.sock"));
        nginx = new Frontage(realm).speaking("uwsgi").askingAt(questions.socket()).open();
        try (Storm before = Storm.begin(nginx.port(), INNOCENT, NEIGHBOURS_PER_SECOND, CALM_MILLIS)) {
            calm = before.visits();
        }
    }

    @AfterEach
    void endNginx() throws IOException {
        if (nginx != null) {
            nginx.close();
        }
        if (questions != null) {
            questions.close();
        }
    }

    @Test
    void anOverloadedSiteIsLeftAloneAndItsVisitorsAndNeighboursGetTheTruth() throws Exception {
        hot.drop();
        App before = realm.await("hot", "running");
        Component.UWSGI.announce(before.pid());
        Aftermath after = storm(this::seeTheOverload);
        assertThat(after.statuses()).containsOnlyKeys(200, 503);
        assertThat(hot.loads()).as("starts").isEqualTo(1);
        assertThat(realm.app("hot").pids()).isEqualTo(before.pids());
        assertThat(realm.app("hot").starts()).isEqualTo(1);
        assertNobodyElseNoticed(after);
        assertFirstVisitorIsServed();
        realm.await("hot", "running");
    }

    /** The state tells it while uWSGI itself sees an empty queue. */
    private void seeTheOverload() throws IOException {
        App storming = realm.awaitThat("hot", app -> app.state().equals("overloaded"));
        assertThat(storming.running()).isTrue();
        realm.awaitThat("hot", app -> app.json().number("queue.length") > 8);
        assertThat(hot.queueByStats()).as("the queue, by uWSGI's own stats").isZero();
    }

    @Test
    void aSleepingSiteIsStartedOnceHoweverManyCome() throws Exception {
        hot.drop("start = demand");
        realm.await("hot", "idle");
        Aftermath after = storm(() -> { });
        assertThat(after.statuses()).containsOnlyKeys(200, 503);
        assertThat(hot.loads()).as("starts").isEqualTo(1);
        assertThat(realm.app("hot").starts()).isEqualTo(1);
        assertNobodyElseNoticed(after);
        assertFirstVisitorIsServed();
    }

    @Test
    void aSiteThatCrashesAtEachStartIsTriedAsOftenAsTheThrottleAllowsAndServesOnceMended() throws Exception {
        hot.spoil();
        long begun = System.nanoTime();
        hot.drop("throttle = 400ms", "failed-after = 3", "throttle-max = 20s");
        Until.holds("the file is seen", () -> realm.knows("hot"));
        Aftermath after = storm(() -> realm.await("hot", "failed"));
        assertThat(after.statuses().keySet()).isSubsetOf(502, 503);
        assertThat(after.visits()).allSatisfy(OutageIT::assertSaysWhy);
        Visit refused = visit();
        assertSaysWhy(refused);
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.retryAfter()).isPositive();
        int starts = hot.loads();
        long millis = (System.nanoTime() - begun) / 1_000_000;
        // Three until the verdict, then one in 20 s; less a quarter for the jitter.
        assertThat(starts).as("starts").isLessThanOrEqualTo(3 + (int) (millis / 15_000));
        assertNobodyElseNoticed(after);
        hot.mend();
        realm.await("hot", "running");
        assertFirstVisitorIsServed();
    }

    private interface Look {
        void look() throws IOException;
    }

    /** A storm on the hot site, with a look in the midst of it, until the last one has been answered. */
    private Aftermath storm(Look look) throws Exception {
        int asked = questions.asked().size();
        try (Storm visitors = Storm.begin(nginx.port(), HotSite.NAME, VISITORS_PER_SECOND, STORM_MILLIS);
                Storm neighbours = Storm.begin(nginx.port(), INNOCENT, NEIGHBOURS_PER_SECOND, STORM_MILLIS)) {
            look.look();
            return tell(new Aftermath(visitors.visits(), neighbours.visits(), questions.asked().size() - asked));
        }
    }

    private Aftermath tell(Aftermath after) throws IOException {
        System.out.printf("%d starts so far, %d questions, answers %s; innocent: %s, p99 %.1f ms, before %.1f ms%n",
                hot.loads(), after.asked(), after.statuses(), Storm.statuses(after.neighbours()),
                Storm.p99(after.neighbours()), Storm.p99(calm));
        return after;
    }

    private void assertNobodyElseNoticed(Aftermath after) {
        assertThat(Storm.statuses(after.neighbours())).as("the innocent site").containsOnlyKeys(200);
        assertThat(after.visits()).filteredOn(visit -> visit.status() == 503)
                .allSatisfy(visit -> assertThat(visit.retryAfter()).as("Retry-After: %s", visit).isPositive());
        assertThat(after.asked()).as("questions").isLessThanOrEqualTo(after.visits().size());
    }

    private static void assertSaysWhy(Visit visit) {
        assertThat(Json.parse(visit.body()).text("reason")).as("the reason of %s", visit).isNotBlank();
    }

    private void assertFirstVisitorIsServed() throws Exception {
        assertThat(visit().status()).as("the first one after the storm").isEqualTo(200);
    }

    /** One single visitor of the hot site. */
    private Visit visit() throws Exception {
        try (Storm one = Storm.begin(nginx.port(), HotSite.NAME, 1, 1_000)) {
            return one.visits().get(0);
        }
    }
}
