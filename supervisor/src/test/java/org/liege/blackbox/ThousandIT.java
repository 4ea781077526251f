package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A thousand vassals in one realm, which is filled once for all of these tests. */
@Alone("fills the machine")
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThousandIT {
    private static final int COUNT = 1000;
    private static final Duration BOOT_LIMIT = Duration.ofSeconds(180);

    @RegisterExtension
    static final Realm REALM = new Realm();

    @BeforeAll
    static void fill() {
        for (int i = 0; i < COUNT; i++) {
            REALM.drop(name(i), Worker.command("--delay", "10"), "listen = 8");
        }
    }

    private static String name(int i) {
        return String.format("app%03d", i);
    }

    private static Map<String, Integer> states() {
        Map<String, Integer> states = new HashMap<>();
        for (App app : REALM.apps()) {
            states.merge(app.state(), 1, Integer::sum);
        }
        return states;
    }

    private static Map<String, List<Long>> workers() {
        Map<String, List<Long>> workers = new HashMap<>();
        for (App app : REALM.apps()) {
            workers.put(app.json().text("name"), app.pids());
        }
        return workers;
    }

    @Test
    @Order(1)
    void gateIsNeverWiderThanDecreedDuringABootAndTheDoorsKeepAnswering() {
        REALM.up("--max-starting", "8");
        int[] looks = {0};
        Until.holds("all running", BOOT_LIMIT, () -> {
            looks[0]++;
            List<App> apps = REALM.apps();
            assertThat(apps.stream().filter(app -> !app.pids().isEmpty() && !app.running()).count())
                    .as("workers that are starting").isLessThanOrEqualTo(8);
            return apps.size() == COUNT && apps.stream().allMatch(App::running);
        });
        assertThat(looks[0]).as("answers during the boot").isGreaterThan(5);
        assertThat(REALM.apps()).allMatch(app -> app.starts() == 1);
    }

    @Test
    @Order(2)
    void oneBadEditLeavesTheOthersUntouched() {
        Map<String, List<Long>> before = workers();
        REALM.drop(name(500), Worker.command(), "listen = many");
        App bad = REALM.awaitThat(name(500), app -> !app.faults().isEmpty());
        assertThat(bad.faults()).singleElement().asString().startsWith(REALM.file(name(500)) + ":3: ");
        assertThat(workers()).isEqualTo(before);
        assertThat(states()).containsOnly(Map.entry("running", COUNT));
        REALM.drop(name(500), Worker.command("--delay", "10"), "listen = 8");
        REALM.awaitThat(name(500), app -> app.faults().isEmpty() && app.running());
    }

    @Test
    @Order(3)
    void listIsPagedByNameAndFilteredByState() throws IOException {
        Json first = REALM.get("/v1/apps?limit=300");
        assertThat(first.list("apps")).hasSize(300);
        assertThat(first.text("next")).isEqualTo(name(299));
        Json second = REALM.get("/v1/apps?limit=300&after=" + first.text("next"));
        assertThat(second.list("apps").get(0).text("name")).isEqualTo(name(300));
        Json last = REALM.get("/v1/apps?limit=300&after=" + name(899));
        assertThat(last.list("apps")).hasSize(100);
        assertThat(last.at("next")).isNull();
        REALM.verb(name(7), "stop?wait=10s");
        assertThat(REALM.get("/v1/apps?state=stopped").list("apps")).singleElement()
                .satisfies(app -> assertThat(app.text("name")).isEqualTo(name(7)));
        REALM.verb(name(7), "start?wait=10s");
        assertThat(REALM.get("/v1/apps?state=stopped").list("apps")).isEmpty();
    }

    @Test
    @Order(4)
    void massDeathIsNoHerdAndAllComeBack() {
        Map<String, List<Long>> before = workers();
        before.values().forEach(pids -> pids.forEach(Processes::kill));
        Until.holds("all back", BOOT_LIMIT, () -> {
            List<App> apps = REALM.apps();
            return apps.stream().allMatch(app ->
                    app.running() && !app.pids().equals(before.get(app.json().text("name"))));
        });
    }

    @Test
    @Order(5)
    void removalOfOneLeavesTheOthersUntouched() {
        Map<String, List<Long>> before = workers();
        before.remove(name(123));
        REALM.remove(name(123));
        Until.holds("unknown", () -> !REALM.knows(name(123)));
        assertThat(workers()).isEqualTo(before);
    }

    @Test
    @Order(6)
    void termEndsThemAll() {
        assertThat(REALM.daemon().stop()).isZero();
        assertThat(Processes.within(REALM.place())).isEmpty();
        assertThat(REALM.run().resolve("apps").toFile().list()).isEmpty();
    }
}
