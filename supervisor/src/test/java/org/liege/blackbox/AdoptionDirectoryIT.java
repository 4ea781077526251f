package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to the files while no master lives, and what a master does that may only adopt. */
@Timeout(120)
class AdoptionDirectoryIT {
    @RegisterExtension
    final Realm realm = new Realm();

    private Map<String, List<Long>> upWith(int count) {
        IntStream.range(0, count).forEach(i -> realm.drop("app" + i, Worker.command()));
        realm.up();
        IntStream.range(0, count).forEach(i -> realm.await("app" + i, "running"));
        return pids();
    }

    private Map<String, List<Long>> pids() {
        Map<String, List<Long>> pids = new TreeMap<>();
        realm.apps().forEach(app -> pids.put(app.json().text("name"), app.pids()));
        return pids;
    }

    private String complaints() {
        return realm.get("/healthz").text("complaints");
    }

    @Test
    void editWhileNoMasterLivesIsObeyedWithoutAGap() throws IOException {
        realm.drop("one", Worker.command("--text", "before"));
        realm.up();
        App before = realm.await("one", "running");
        realm.daemon().kill();
        realm.drop("one", Worker.command("--text", "after"));
        try (ConnectLoop loop = new ConnectLoop(realm.socket("one"))) {
            realm.up();
            App after = realm.awaitThat("one", app -> app.running() && app.pids().size() == 1
                    && !app.pids().equals(before.pids()));
            assertThat(after.generation()).isGreaterThan(before.generation());
            assertThat(Http.get(realm.socket("one"), "/")).contains("after");
            assertThat(loop.end()).doesNotContainKeys(Connects.Met.REFUSED, Connects.Met.MISSING, Connects.Met.DENIED);
        }
    }

    @Test
    void rollThatWasUnderWayIsCarriedOnAndCostsNoRequest() {
        realm.drop("one", Worker.command("--text", "before"));
        realm.up();
        App before = realm.await("one", "running");
        try (SocketLoad load = new SocketLoad(realm.socket("one"))) {
            realm.drop("one", Worker.command("--text", "after", "--delay", "2500"));
            App rolling = realm.awaitThat("one", app -> app.pids().size() == 2);
            realm.daemon().kill();
            realm.up();
            App after = realm.awaitThat("one", app -> app.state().equals("running") && app.pids().size() == 1);
            assertThat(rolling.pids()).containsAll(before.pids()).containsAll(after.pids());
            assertThat(after.pids()).doesNotContainAnyElementsOf(before.pids());
            long answered = load.answered();
            Until.holds("some answers more", () -> load.answered() > answered + 100);
            assertThat(load.end()).isEmpty();
        }
        assertThat(Http.get(realm.socket("one"), "/")).contains("after");
    }

    @Test
    void touchOfNothingIsNoEdit() {
        Map<String, List<Long>> before = upWith(2);
        realm.daemon().kill();
        realm.up();
        Until.stays(Duration.ofMillis(700), () -> assertThat(pids()).isEqualTo(before));
    }

    @Test
    void fileRemovedWhileNoMasterLivesEndsItsAppAndOnlyIt() {
        Map<String, List<Long>> before = upWith(3);
        realm.daemon().kill();
        realm.remove("app1");
        realm.up();
        Until.holds("gone", () -> !realm.knows("app1"));
        assertThat(before.get("app1")).noneMatch(Processes::alive);
        assertThat(realm.socket("app1")).doesNotExist();
        Until.passes(() -> assertThat(LedgerFile.of(realm, "app1").path()).doesNotExist());
        before.remove("app1");
        assertThat(pids()).isEqualTo(before);
    }

    @Test
    void faultyFileKeepsWhatRan() {
        Map<String, List<Long>> before = upWith(1);
        realm.daemon().kill();
        realm.put(realm.file("app0"), "[vassal]\ncomand = x\n");
        realm.up();
        App after = realm.await("app0", "running");
        assertThat(after.pids()).isEqualTo(before.get("app0"));
        assertThat(after.faults()).isNotEmpty();
    }

    @Test
    void fileOfAnAppThatRunsNoMoreMayGoAsWell() {
        Map<String, List<Long>> before = upWith(2);
        realm.daemon().kill();
        Processes.kill(before.get("app0").get(0));
        realm.remove("app0");
        realm.up();
        Until.holds("gone", () -> !realm.knows("app0"));
        assertThat(realm.socket("app0")).doesNotExist();
        Until.passes(() -> assertThat(LedgerFile.of(realm, "app0").path()).doesNotExist());
    }

    @Test
    void lossOfMostFilesStopsNothingUntilItIsConfirmed() {
        Map<String, List<Long>> before = upWith(12);
        realm.daemon().kill();
        IntStream.range(0, 11).forEach(i -> realm.remove("app" + i));
        realm.up();
        assertThat(pids()).isEqualTo(before);
        assertThat(complaints()).contains("lost 11 of 12");
        Until.stays(Duration.ofMillis(700), () -> assertThat(pids()).isEqualTo(before));
        assertThat(Launch.command(realm, "confirm").status()).isZero();
        Until.holds("one left", () -> realm.apps().size() == 1);
        assertThat(complaints()).isEqualTo("[]");
    }

    @Test
    void directoryThatVanishedStopsNothing() throws IOException {
        Map<String, List<Long>> before = upWith(2);
        realm.daemon().kill();
        Path away = realm.place().resolve("away");
        Files.move(realm.vassals(), away);
        realm.up();
        assertThat(pids()).isEqualTo(before);
        assertThat(complaints()).contains(realm.vassals().toString());
        Files.move(away, realm.vassals());
        Until.holds("no complaint", () -> complaints().equals("[]"));
        assertThat(pids()).isEqualTo(before);
    }

    // --- adopt-only

    @Test
    void adoptOnlyTakesOverAndStartsNothingAndActsOnNoEdit() throws IOException {
        Map<String, List<Long>> before = upWith(3);
        realm.daemon().kill();
        Processes.kill(before.get("app2").get(0));
        Until.holds("gone", () -> !Processes.alive(before.get("app2").get(0)));
        realm.drop("app0", Worker.command("--text", "edited"));
        realm.remove("app1");
        realm.drop("new", Worker.command());
        realm.up("--adopt-only");
        assertThat(complaints()).contains("adopt-only");
        assertThat(realm.await("app0", "running").pids()).isEqualTo(before.get("app0"));
        assertThat(realm.await("app1", "running").pids()).isEqualTo(before.get("app1"));
        realm.drop("app0", Worker.command("--text", "edited again"));
        Until.stays(Duration.ofMillis(1200), () -> {
            assertThat(pids()).containsEntry("app0", before.get("app0")).containsEntry("app1", before.get("app1"))
                    .containsEntry("app2", List.of()).containsEntry("new", List.of());
        });
        assertThat(realm.await("new", "invalid").faults()).singleElement().asString().contains("adopt-only");
        assertThat(realm.verb("app0", "restart").status()).isEqualTo(409);
        assertThat(realm.verb("app0", "stop?wait=10s").status()).isEqualTo(200);
        realm.daemon().kill();
        realm.up();
        assertThat(realm.await("app0", "stopped").pids()).isEmpty();
        realm.await("app2", "running");
        realm.await("new", "running");
        Until.holds("gone", () -> !realm.knows("app1"));
    }

    @Test
    void adoptOnlyDoesNotReplaceWhoEnds() {
        Map<String, List<Long>> before = upWith(1);
        realm.daemon().kill();
        realm.up("--adopt-only");
        realm.await("app0", "running");
        Processes.kill(before.get("app0").get(0));
        realm.awaitThat("app0", app -> app.pids().isEmpty());
        realm.watch("app0", Duration.ofMillis(700), app -> app.pids().isEmpty() && !app.running());
    }
}
