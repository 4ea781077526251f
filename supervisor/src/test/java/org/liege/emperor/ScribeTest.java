package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liege.ledger.Ledger;
import org.liege.ledger.StopLedger;
import org.liege.vassal.Decree;
import org.liege.vassal.Execution;
import org.liege.vassal.Liveness;
import org.liege.vassal.Memory;
import org.liege.vassal.Moment;
import org.liege.vassal.Policy;
import org.liege.vassal.Readiness;
import org.liege.vassal.Reload;
import org.liege.vassal.ResourceLimits;
import org.liege.vassal.RestartPolicy;

class ScribeTest {
    @TempDir
    private Path place;

    private final List<List<String>> complaints = new CopyOnWriteArrayList<>();
    private Ledger ledger;
    private Scribe scribe;
    private Thread thread;

    @BeforeEach
    void open() throws IOException {
        StopLedger stops = new StopLedger(place.resolve("ledger"));
        ledger = new Ledger(place.resolve("ledger"), "b007", "0123456789abcdef");
        scribe = new Scribe(stops, Set.of(), ledger, complaints::add);
        thread = new Thread(scribe, "scribe");
    }

    @AfterEach
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private static Memory memory(String name, int starts, int pid) {
        Execution execution = new Execution(List.of("x"), "/", Map.of(), 0, null, ResourceLimits.INHERITED,
                java.util.OptionalInt.empty(), true, 3, false, "TERM");
        Policy policy = new Policy(new Readiness.Spawn(), 0, 1, 1, RestartPolicy.ALWAYS, 1, 1, 1, new Reload.Rolling(), Liveness.OFF, 0);
        Decree decree = new Decree(name, "/" + name, "vassal", "d", execution, List.of(), 1, policy, Map.of());
        Memory.Worker worker =
                new Memory.Worker(1, 1, 0, pid, pid == 0 ? 0 : 5, pid == 0 ? null : new Moment(1, 1), false, false, decree);
        return new Memory(name, 1, 1, 1, Optional.of(decree), starts, 0, null, Memory.Setback.NONE, Memory.Setback.NONE,
                List.of(worker), List.of());
    }

    private List<Memory> written() throws IOException {
        return ledger.read().entries().stream().map(Ledger.Entry::memory).toList();
    }

    @Test
    void whatAnnouncesASpawnIsWrittenBeforeTheSpawn() throws IOException {
        Memory announced = memory("a", 1, 0);
        scribe.remember(Map.of("a", Optional.of(announced), "b", Optional.of(memory("b", 1, 7))));
        assertThat(written()).containsExactly(announced);
    }

    @Test
    void restIsWrittenSoonAndTheNewestOfEachCounts() throws IOException {
        thread.start();
        Memory last = memory("a", 200, 7);
        for (int i = 1; i < 200; i++) {
            scribe.remember(Map.of("a", Optional.of(memory("a", i, i % 3 == 0 ? 0 : 7))));
        }
        scribe.remember(Map.of("a", Optional.of(last)));
        await().untilAsserted(() -> assertThat(written()).containsExactly(last));
    }

    @Test
    void vassalThatIsGoneIsForgotten() throws IOException {
        ledger.write(memory("a", 1, 7));
        ledger.write(memory("b", 1, 7));
        thread.start();
        scribe.remember(Map.of("a", Optional.empty()));
        scribe.forget(Set.of("b"));
        await().untilAsserted(() -> assertThat(written()).isEmpty());
    }

    @Test
    void whatIsPendingAtTheEndIsWritten() throws IOException, InterruptedException {
        thread.start();
        scribe.remember(Map.of("a", Optional.of(memory("a", 1, 7))));
        thread.interrupt();
        thread.join();
        assertThat(written()).hasSize(1);
    }

    @Test
    void failureIsToldOnceAndTriedAgainUntilItIsOver() throws IOException {
        Path way = place.resolve("ledger/a.vassal.next");
        Files.createDirectories(way.resolve("in-the-way"));
        scribe.remember(Map.of("a", Optional.of(memory("a", 1, 0))));
        thread.start();
        assertThat(complaints).hasSize(1);
        assertThat(complaints.get(0).get(0)).contains("could not write the ledger of 'a'");
        Files.delete(way.resolve("in-the-way"));
        await().untilAsserted(() -> assertThat(complaints).hasSize(2).endsWith(List.of()));
        assertThat(written()).containsExactly(memory("a", 1, 0));
    }
}
